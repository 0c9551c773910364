//! Whose settings a person must look into, as the browser calls itself.

/// A word of the messages for browsers by the place of their permissions.
pub fn browser(user_agent: &str) -> &'static str {
    match () {
        () if is_ios(user_agent) => "ios",
        () if user_agent.contains("Firefox/") => "firefox",
        () if user_agent.contains("Android") => "android",
        () if user_agent.contains("Chrome/") => "chrome",
        () if user_agent.contains("Safari/") => "safari",
        () => "chrome",
    }
}

/// A word of the messages for operating systems.
pub fn system(user_agent: &str) -> &'static str {
    match () {
        () if is_ios(user_agent) => "ios",
        () if user_agent.contains("Android") => "android",
        () if user_agent.contains("Windows") => "windows",
        () if user_agent.contains("Mac OS X") => "mac",
        () => "elsewhere",
    }
}

/// Every browser there is Safari inside.
fn is_ios(user_agent: &str) -> bool {
    user_agent.contains("iPhone") || user_agent.contains("iPad")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_systems_are_told_apart() {
        for (user_agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36",
                ("chrome", "elsewhere"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/1 Edg/1",
                ("chrome", "windows"),
            ),
            ("Mozilla/5.0 (Windows NT 10.0; rv:152.0) Gecko/20100101 Firefox/152.0", ("firefox", "windows")),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15",
                ("safari", "mac"),
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) CriOS/1 Safari/604.1", ("ios", "ios")),
            ("Mozilla/5.0 (Linux; Android 16; K) Chrome/156.0 Mobile Safari/537.36", ("android", "android")),
            ("", ("chrome", "elsewhere")),
        ] {
            assert_eq!((browser(user_agent), system(user_agent)), expected, "{user_agent}");
        }
    }
}
