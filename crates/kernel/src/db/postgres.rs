//! PostgreSQL: connecting with TLS where the server has it, and reading and writing its values.

use super::{Fault, Value};
use ::postgres::config::TargetSessionAttrs;
use ::postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut};
use ::postgres::{Client, Config, Statement};
use rustls::{ClientConfig, RootCertStore};
use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connection with its prepared statements.
pub(super) struct PgLink {
    pub(super) client: Client,
    statements: HashMap<String, Statement>,
}

impl PgLink {
    /// Connects to the server that `url` names.
    pub(super) fn open(url: &str) -> Result<Self, Fault> {
        let mut config: Config = url.parse()?;
        config.connect_timeout(Duration::from_secs(10));
        // A server that is silently gone is noticed within the minute, not after hours.
        config.tcp_user_timeout(Duration::from_secs(30));
        config.keepalives_idle(Duration::from_secs(30));
        // Of several servers, the one that takes changes.
        if config.get_hosts().len().max(config.get_hostaddrs().len()) > 1
            && config.get_target_session_attrs() == TargetSessionAttrs::Any
        {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        if config.get_application_name().is_none() {
            config.application_name("edefyn");
        }
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Fault::Other(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut client = config.connect(MakeRustlsConnect::new(tls))?;
        // A random page costs little more than the next one on today's disks.
        client.batch_execute(
            "set statement_timeout = '120s'; set timezone = 'UTC'; set random_page_cost = 1.1",
        )?;
        Ok(Self { client, statements: HashMap::new() })
    }

    /// The prepared statement for `sql`, prepared once.
    pub(super) fn statement(&mut self, sql: &str) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        if self.statements.len() >= 512 {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

pub(super) fn value(row: &::postgres::Row, column: usize) -> Result<Value, Fault> {
    Ok(row.try_get(column)?)
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *ty {
            Type::BOOL => Self::Bool(bool::from_sql(ty, raw)?),
            Type::INT2 => Self::Int(i16::from_sql(ty, raw)?.into()),
            Type::INT4 => Self::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::FLOAT4 => Self::Real(f32::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Self::Real(f64::from_sql(ty, raw)?),
            Type::BYTEA => Self::Bytes(Vec::from_sql(ty, raw)?),
            Type::UUID => Self::Id(uuid::Uuid::from_sql(ty, raw)?),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::BOOL
                | Type::INT2
                | Type::INT4
                | Type::INT8
                | Type::FLOAT4
                | Type::FLOAT8
                | Type::BYTEA
                | Type::UUID
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
                | Type::BPCHAR
                | Type::UNKNOWN
        )
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(flag) => flag.to_sql_checked(ty, out),
            Self::Int(n) => match *ty {
                Type::INT2 => i16::try_from(*n)?.to_sql_checked(ty, out),
                Type::INT4 => i32::try_from(*n)?.to_sql_checked(ty, out),
                Type::BOOL => (*n != 0).to_sql_checked(ty, out),
                _ => n.to_sql_checked(ty, out),
            },
            Self::Real(x) => x.to_sql_checked(ty, out),
            Self::Text(text) => text.to_sql_checked(ty, out),
            Self::Bytes(bytes) => match *ty {
                Type::UUID => uuid::Uuid::from_slice(bytes)?.to_sql_checked(ty, out),
                _ => bytes.to_sql_checked(ty, out),
            },
            Self::Id(id) => id.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    ::postgres::types::to_sql_checked!();
}
