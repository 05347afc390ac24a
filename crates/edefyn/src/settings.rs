//! Settings: by flag, by `EDEFYN_*` variable, or in a file, in this order of strength.

use clap::Args;
use figment::error::Kind;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Metadata, Source};
use kernel::db::Place;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Settings as flags; each may also be a variable (`EDEFYN_LISTEN`) or a line of the file.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub struct Flags {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<SocketAddr>,
    /// Folder for the database, files and letters [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead of the one in the data folder: postgres://user@host/name
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    /// The site's public address [default: http:// and the address it listens on]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    /// Address for Prometheus metrics; none are served without it
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    metrics: Option<SocketAddr>,
    /// Settings file [default: edefyn.toml, if there is one]
    #[arg(long, global = true, env = "EDEFYN_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,
}

/// Every setting.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The address it listens on.
    pub listen: SocketAddr,
    /// The folder for the database, files and letters.
    pub data: PathBuf,
    /// The PostgreSQL database, instead of the one in the data folder.
    pub database: Option<String>,
    /// The site's public address.
    pub base: Option<String>,
    /// The address for metrics.
    pub metrics: Option<SocketAddr>,
    /// The mail server, such as `smtps://user:password@host`; without one, letters go to the
    /// folder `letters` in the data folder.
    pub smtp: Option<String>,
    /// The sender of letters.
    pub mail_from: String,
    /// Where letters that can't be delivered are returned to; the sender without one.
    pub mail_return: Option<String>,
    /// Whether a proxy in front tells the visitor's network address.
    pub behind_proxy: bool,
    /// The largest file that may be uploaded, in bytes.
    pub largest_upload: u64,
    /// What is logged: a `tracing` filter.
    pub log: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: "data".into(),
            database: None,
            base: None,
            metrics: None,
            smtp: None,
            mail_from: "Edefyn <edefyn@localhost>".into(),
            mail_return: None,
            behind_proxy: false,
            largest_upload: 256 << 20,
            log: "info".into(),
        }
    }
}

/// The settings could not be read.
#[derive(Debug, thiserror::Error)]
#[error("settings: {}", said(.0))]
pub struct NotSettings(#[from] Box<figment::Error>);

/// What is wrong with a setting, and where it came from.
fn said(error: &figment::Error) -> String {
    let place = error.metadata.as_ref().map(place).unwrap_or_default();
    match &error.kind {
        Kind::UnknownField(name, known) => {
            format!("there is no setting {name} ({place}). There are: {}", known.join(", "))
        }
        kind => format!("{}: {kind} ({place})", error.path.join(".").to_lowercase()),
    }
}

/// Where a setting came from: a flag, a variable, a file, or nowhere.
fn place(metadata: &Metadata) -> String {
    match &metadata.source {
        Some(Source::File(file)) => format!("file {}", file.display()),
        _ if metadata.name == std::any::type_name::<Settings>() => "default".to_owned(),
        _ if metadata.name == std::any::type_name::<&Flags>() => "flag".to_owned(),
        _ => "variable".to_owned(),
    }
}

impl Settings {
    /// Reads them from their three places.
    ///
    /// # Errors
    /// [`NotSettings`] names the setting and where it came from.
    pub fn read(flags: &Flags) -> Result<Self, NotSettings> {
        let read = figment(flags).extract().map_err(Box::new)?;
        Ok(read)
    }

    /// Where each setting came from, for `edefyn doctor`: name, value, source. Passwords in
    /// addresses are left out.
    pub fn sources(&self, flags: &Flags) -> Vec<(String, String, String)> {
        let figment = figment(flags);
        let values = serde_json::to_value(self).unwrap_or_default();
        let Some(values) = values.as_object() else { return Vec::new() };
        let source = |name: &str| figment.find_metadata(name).map(place).unwrap_or_default();
        values
            .iter()
            .map(|(name, value)| (name.clone(), without_password(&plain(value)), source(name)))
            .collect()
    }

    /// Where the database is.
    pub fn place(&self) -> Place {
        match &self.database {
            Some(url) => Place::Server(url.clone()),
            None => Place::File(self.data.join("space.db")),
        }
    }

    /// The folder for files.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// The site's public address, without a slash at the end.
    pub fn base(&self) -> String {
        let listened = || format!("http://{}", self.listen);
        self.base.clone().map_or_else(listened, |base| base.trim_end_matches('/').to_owned())
    }
}

fn figment(flags: &Flags) -> Figment {
    let file = flags.config.clone().unwrap_or_else(|| Path::new("edefyn.toml").to_owned());
    Figment::from(Serialized::defaults(Settings::default()))
        .merge(Toml::file(file))
        .merge(Env::prefixed("EDEFYN_").ignore(&[
            "config",
            "test_postgres",
            "test_postgres_port",
            "oracles",
            "bin",
        ]))
        .merge(Serialized::defaults(flags))
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "-".into(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An address with its password replaced.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let Some((user, host)) = rest.rsplit_once('@') else { return text.to_owned() };
    match user.split_once(':') {
        Some((name, _)) => format!("{scheme}://{name}:***@{host}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        flags: Flags,
    }

    #[test]
    fn each_setting_says_where_it_came_from() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("edefyn.toml");
        let given = |text: &str| {
            std::fs::write(&file, text).unwrap();
            let config = file.to_str().unwrap();
            let flags = ["edefyn", "--config", config, "--data", "here"];
            Line::try_parse_from(flags).unwrap().flags
        };
        let flags = given("log = \"debug\"");
        let sources = Settings::read(&flags).unwrap().sources(&flags);
        let from = |name: &str| sources.iter().find(|one| one.0 == name).unwrap().2.clone();
        assert_eq!(from("data"), "flag");
        assert_eq!(from("log"), format!("file {}", file.display()));
        assert_eq!(from("behind_proxy"), "default");
        for (text, said) in
            [("lsiten = 1", "there is no setting lsiten (file "), ("listen = \"here\"", "listen: ")]
        {
            let refused = Settings::read(&given(text)).unwrap_err().to_string();
            assert!(refused.contains(said), "{refused}");
        }
    }

    #[test]
    fn no_password_is_ever_shown() {
        for (given, shown) in [
            ("postgres://mair:secret@db/space", "postgres://mair:***@db/space"),
            ("smtps://m:p@ss@mail.example", "smtps://m:***@mail.example"),
            ("postgres://mair@db/space", "postgres://mair@db/space"),
            ("info", "info"),
        ] {
            assert_eq!(without_password(given), shown);
        }
    }
}
