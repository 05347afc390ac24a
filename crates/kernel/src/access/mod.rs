//! Who may do what: the policies in `policies/`, asked about one person, one verb and one thing.
//!
//! Lists put [`Reach`] into their query; [`may`] is the last gate before anything is shown or
//! done.

mod policy;
mod reach;
mod sight;
#[cfg(test)]
mod tests;
mod viewer;

pub use policy::{POLICIES, may};
pub use reach::{Reach, reach};
pub use sight::Sight;
pub use viewer::{Role, Scope, Viewer, Within};

crate::words! {
    /// Everything that a policy can allow.
    pub enum Verb {
        /// Open the back office.
        SeeDesk = "see_desk",
        /// Change the space's own settings, back it up.
        ManageSpace = "manage_space",
        /// Invite people, give and end roles.
        ManagePeople = "manage_people",
        /// See who may do what.
        ReadAccess = "read_access",
        /// Read the audit log.
        ReadAudit = "read_audit",
        /// See programmes, communities and organisations.
        ReadPlaces = "read_places",
        /// Change programmes, communities and organisations.
        ManagePlaces = "manage_places",
        /// Open and change listening campaigns.
        ManageCampaign = "manage_campaign",
        /// Write down a voice.
        RecordVoice = "record_voice",
        /// Bring in many voices from a file.
        ImportVoice = "import_voice",
        /// Read and search voices, names hidden.
        ReadVoice = "read_voice",
        /// Read what was hidden.
        ReadOriginal = "read_original",
        /// Hide a name.
        RedactVoice = "redact_voice",
        /// Decide whether a voice may hurt someone if it is public.
        ReviewVoice = "review_voice",
        /// Change what a person agreed to, at their word.
        ChangePermission = "change_permission",
        /// Close a voice until a day, or for good.
        CloseVoice = "close_voice",
        /// Hide a voice at once while it is looked into.
        TakeDown = "take_down",
        /// Take a voice back for its person.
        WithdrawVoice = "withdraw_voice",
        /// Download voices.
        ExportVoice = "export_voice",
        /// Erase a person.
        ErasePerson = "erase_person",
        /// Hand a person everything held about them.
        ExportPerson = "export_person",
        /// Raise a safeguarding concern.
        RaiseConcern = "raise_concern",
        /// Read safeguarding concerns.
        ReadConcern = "read_concern",
        /// See the themes.
        ReadCodebook = "read_codebook",
        /// Change the themes.
        ManageCodebook = "manage_codebook",
        /// Highlight what voices say.
        CodeVoice = "code_voice",
        /// Read findings.
        ReadFinding = "read_finding",
        /// Write findings.
        ManageFinding = "manage_finding",
        /// Download coding.
        ExportCoding = "export_coding",
        /// Read reports before they are public.
        ReadReport = "read_report",
        /// Write reports.
        WriteReport = "write_report",
        /// Publish reports.
        PublishReport = "publish_report",
        /// Make promises and say how they stand.
        ManagePromise = "manage_promise",
        /// Record what a named body replied.
        RecordResponse = "record_response",
    }
}
