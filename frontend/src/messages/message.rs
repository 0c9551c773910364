use yew::AttrValue;

/// What stands in the place of a variable. A number is written, and its plural chosen, as the language does.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    Number(f64),
    Text(AttrValue),
}

/// What is to be said, before it is put into words.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: &'static str,
    pub arguments: Vec<(&'static str, Argument)>,
}

impl Message {
    pub const fn new(id: &'static str) -> Self {
        Self { id, arguments: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((name, argument.into()));
        self
    }
}

impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Argument {
    /// What people count is far below the limit.
    fn from(number: usize) -> Self {
        u32::try_from(number).unwrap_or(u32::MAX).into()
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(AttrValue::from(text.to_owned()))
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<AttrValue> for Argument {
    fn from(text: AttrValue) -> Self {
        Self::Text(text)
    }
}
