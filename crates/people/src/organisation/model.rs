//! What an organisation is and what must be true of it. Nothing here knows of HTTP or SQL.

use kernel::db::{FromRow, Row};
use kernel::{Both, Fault};

kernel::ids! {
    /// An organisation.
    OrganisationId = "organisation";
}

/// An organisation: one that hosts a community, or that others work for.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: Both,
    /// Its identifier by org-id.guide, such as `GB-CHC-1234567`, when it has one.
    pub identifier: Option<String>,
    /// Its legal form in words, when it is known.
    pub legal_form: Option<String>,
    /// Its website, when it has one.
    pub website: Option<String>,
}

impl FromRow for Organisation {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            slug: row.take()?,
            name: Both::from_row(row)?,
            identifier: row.take()?,
            legal_form: row.take()?,
            website: row.take()?,
        })
    }
}

/// An organisation as somebody wrote it down, before it is checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Its name; one language is enough when it has one name.
    pub name: Both,
    /// Its identifier by org-id.guide; may be empty.
    pub identifier: String,
    /// Its legal form; may be empty.
    pub legal_form: String,
    /// Its website; may be empty.
    pub website: String,
}

kernel::refusal! {
    /// Why an organisation could not be written down.
    pub enum NotOrganisation {
        /// It has no name.
        NoName => "organisation-no-name" at "name_en",
        /// Something is too long.
        TooLong { most: usize } => "organisation-too-long" at "name_en",
        /// The identifier does not look like one.
        NoIdentifier => "organisation-no-identifier" at "identifier",
        /// The website is not an address.
        NoWebsite => "organisation-no-website" at "website",
    }
}

const LONGEST: usize = 200;

impl Draft {
    /// The draft without spaces at its edges, when it can be an organisation.
    pub(super) fn checked(&self) -> Result<Self, NotOrganisation> {
        let draft = Self {
            name: Both::new(self.name.en.trim(), self.name.cy.trim()),
            identifier: self.identifier.trim().to_uppercase(),
            legal_form: self.legal_form.trim().to_owned(),
            website: self.website.trim().to_owned(),
        };
        let texts = [&draft.name.en, &draft.name.cy, &draft.legal_form, &draft.website];
        if texts.iter().any(|text| text.chars().count() > LONGEST) {
            return Err(NotOrganisation::TooLong { most: LONGEST });
        }
        if draft.name.en.is_empty() && draft.name.cy.is_empty() {
            return Err(NotOrganisation::NoName);
        }
        if !draft.identifier.is_empty() && !is_identifier(&draft.identifier) {
            return Err(NotOrganisation::NoIdentifier);
        }
        if !draft.website.is_empty() && !is_website(&draft.website) {
            return Err(NotOrganisation::NoWebsite);
        }
        Ok(draft)
    }
}

/// Whether it has the three parts of an org-id: country, register, number.
fn is_identifier(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(3, '-').collect();
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    match parts.as_slice() {
        [country, register, number] => {
            text.len() <= 60
                && (2..=3).contains(&country.len())
                && letters(country)
                && !register.is_empty()
                && register.chars().all(|c| c.is_ascii_alphanumeric())
                && !number.is_empty()
                && number.chars().all(|c| c.is_ascii_alphanumeric() || "-./".contains(c))
        }
        _ => false,
    }
}

/// Whether it is a web address that a page may link to.
fn is_website(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.')
            && !host.starts_with('.')
            && rest.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\`".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_three_parts() {
        for good in ["GB-CHC-1164883", "GB-COH-09668396", "XI-EI-1", "XM-DAC-12-1"] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in ["1164883", "GB-CHC", "GB-CHC-", "G-CHC-1", "GB CHC 1", "GB-C C-1"] {
            assert!(!is_identifier(bad), "{bad}");
        }
    }

    #[test]
    fn a_website_can_only_be_an_address() {
        for good in ["https://example.org", "http://www.example.org/cy?a=b#c"] {
            assert!(is_website(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "https://", "https://x\"y.org", "ftp://a.b", "a.org"] {
            assert!(!is_website(bad), "{bad}");
        }
    }

    #[test]
    fn one_name_is_enough() {
        let draft = Draft { name: Both::new("", " Menter "), ..Draft::default() };
        assert_eq!(draft.checked().unwrap().name, Both::new("", "Menter"));
        assert!(matches!(Draft::default().checked(), Err(NotOrganisation::NoName)));
    }
}
