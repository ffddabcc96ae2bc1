//! Knows the published Bot API, so that a call the API does not have is refused instead of passing unseen.
//!
//! `bot-api.json` is the published API (10.1) reduced to what a call can carry: every method with its parameters, every
//! type that a parameter reaches; `!` marks what is required, `|` separates the types a value may have.
//! Invariant: nothing here looks at values beyond their shape; what a value may say is the methods' business.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

static API: LazyLock<Api> = LazyLock::new(|| Api::read(include_str!("bot-api.json")));

/// The published API.
pub(crate) struct Api {
    methods: BTreeMap<String, Method>,
    types: BTreeMap<String, Shape>,
    updates: Vec<String>,
}

/// A method as published.
pub(crate) struct Method {
    /// Its name in the published spelling.
    pub(crate) name: String,
    fields: Fields,
}

type Fields = BTreeMap<String, Field>;

struct Field {
    required: bool,
    types: Vec<String>,
}

enum Shape {
    Object(Fields),
    OneOf(Vec<String>),
}

/// The published API, read once.
pub(crate) fn api() -> &'static Api {
    &API
}

impl Api {
    fn read(text: &str) -> Self {
        let data: Value = serde_json::from_str(text).expect("bot-api.json is JSON, as the tests see");
        let entries = |key: &str| data.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
        let methods = entries("methods")
            .iter()
            .map(|(name, fields)| (name.to_lowercase(), Method { name: name.clone(), fields: read_fields(fields) }))
            .collect();
        let types = entries("types").into_iter().map(|(name, shape)| (name, read_shape(&shape))).collect();
        Self { methods, types, updates: strings(data.get("updates")) }
    }

    /// The method of that name; Telegram does not mind the case.
    pub(crate) fn method(&self, name: &str) -> Option<&Method> {
        self.methods.get(&name.to_lowercase())
    }

    /// The kinds of update there are.
    pub(crate) fn updates(&self) -> &[String] {
        &self.updates
    }

    /// Says what is wrong with the parameters of a call, if anything is.
    pub(crate) fn check(&self, method: &Method, params: &Map<String, Value>) -> Result<(), String> {
        for (name, value) in params {
            let field = method
                .fields
                .get(name)
                .ok_or_else(|| format!("unknown parameter \"{name}\" of the method {}", method.name))?;
            self.any_of(value, &field.types).map_err(|why| format!("parameter \"{name}\" {why}"))?;
        }
        match method.fields.iter().find(|(name, field)| field.required && !params.contains_key(*name)) {
            Some((name, _)) => Err(missing(name)),
            None => Ok(()),
        }
    }

    fn any_of(&self, value: &Value, types: &[String]) -> Result<(), String> {
        let mut first = None;
        for name in types {
            match self.is(value, name) {
                Ok(()) => return Ok(()),
                Err(why) => first = first.or(Some(why)),
            }
        }
        match first {
            Some(why) if types.len() == 1 => Err(why),
            _ => Err(format!("must be of type {}", types.join(" or "))),
        }
    }

    fn is(&self, value: &Value, name: &str) -> Result<(), String> {
        if let Some(inner) = name.strip_prefix("Array of ") {
            let items = value.as_array().ok_or_else(|| format!("must be of type {name}"))?;
            return items
                .iter()
                .try_for_each(|item| self.is(item, inner).map_err(|why| format!("holds an item that {why}")));
        }
        let plain = match name {
            "Integer" => value.is_i64() || value.is_u64(),
            "Float" => value.is_number(),
            "String" => value.is_string(),
            "Boolean" => value.is_boolean(),
            _ => return self.is_object(value, name),
        };
        if plain { Ok(()) } else { Err(format!("must be of type {name}")) }
    }

    fn is_object(&self, value: &Value, name: &str) -> Result<(), String> {
        match self.types.get(name) {
            None => Ok(()),
            Some(Shape::OneOf(types)) => self.any_of(value, types),
            Some(Shape::Object(fields)) if fields.is_empty() => Ok(()),
            Some(Shape::Object(fields)) => {
                let object = value.as_object().ok_or_else(|| format!("must be of type {name}"))?;
                for (key, value) in object {
                    let field =
                        fields.get(key).ok_or_else(|| format!("has the unknown field \"{key}\" for a {name}"))?;
                    self.any_of(value, &field.types).map_err(|why| format!("has a field \"{key}\" that {why}"))?;
                }
                match fields.iter().find(|(key, field)| field.required && !object.contains_key(*key)) {
                    Some((key, _)) => Err(format!("misses the field \"{key}\" of a {name}")),
                    None => Ok(()),
                }
            }
        }
    }
}

impl Method {
    /// The types a parameter may have; none where there is no such parameter.
    pub(crate) fn types(&self, parameter: &str) -> &[String] {
        self.fields.get(parameter).map_or(&[], |field| &field.types)
    }
}

/// What Telegram says when a required parameter is missing.
fn missing(name: &str) -> String {
    match name {
        "chat_id" => "chat_id is empty".to_owned(),
        "text" => "message text is empty".to_owned(),
        "user_id" => "invalid user_id specified".to_owned(),
        "message_id" => "message identifier is not specified".to_owned(),
        _ => format!("parameter \"{name}\" is required"),
    }
}

fn read_shape(shape: &Value) -> Shape {
    if shape.is_array() { Shape::OneOf(strings(Some(shape))) } else { Shape::Object(read_fields(shape)) }
}

fn read_fields(fields: &Value) -> Fields {
    let read = |types: &Value| {
        let types = types.as_str().unwrap_or_default();
        let required = types.starts_with('!');
        Field { required, types: types.trim_start_matches('!').split('|').map(str::to_owned).collect() }
    };
    fields.as_object().map(|f| f.iter().map(|(name, types)| (name.clone(), read(types))).collect()).unwrap_or_default()
}

fn strings(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
