//! The form of a programme, as it is sent and shown again.

use super::{Draft, Kind, NotProgramme, Objective, Programme};
use kernel::Both;
use kernel::clock::Date;
use serde::Deserialize;

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProgrammeForm {
    pub name_en: String,
    pub name_cy: String,
    pub goal_en: String,
    pub goal_cy: String,
    pub starts_on: String,
    pub ends_on: String,
    pub objectives_en: String,
    pub objectives_cy: String,
    pub cross_cutting_en: String,
    pub cross_cutting_cy: String,
}

impl ProgrammeForm {
    /// The form as it is first shown for a programme that is there already.
    pub(super) fn of(programme: &Programme, objectives: &[Objective]) -> Self {
        let lines = |kind: Kind, text: fn(&Both) -> &String| {
            let of_kind = objectives.iter().filter(|objective| objective.kind == kind);
            of_kind.map(|objective| text(&objective.text).as_str()).collect::<Vec<_>>().join("\n")
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            name_en: programme.name.en.clone(),
            name_cy: programme.name.cy.clone(),
            goal_en: programme.goal.en.clone(),
            goal_cy: programme.goal.cy.clone(),
            starts_on: day(programme.starts_on),
            ends_on: day(programme.ends_on),
            objectives_en: lines(Kind::Objective, |text| &text.en),
            objectives_cy: lines(Kind::Objective, |text| &text.cy),
            cross_cutting_en: lines(Kind::CrossCutting, |text| &text.en),
            cross_cutting_cy: lines(Kind::CrossCutting, |text| &text.cy),
        }
    }

    /// What was typed as a draft.
    pub(super) fn draft(&self) -> Result<Draft, NotProgramme> {
        let day = |text: &str| match text.trim() {
            "" => Some(None),
            text => text.parse::<Date>().ok().map(Some),
        };
        Ok(Draft {
            name: Both::new(&self.name_en, &self.name_cy),
            goal: Both::new(&self.goal_en, &self.goal_cy),
            starts_on: day(&self.starts_on).ok_or(NotProgramme::UnreadableStart)?,
            ends_on: day(&self.ends_on).ok_or(NotProgramme::UnreadableEnd)?,
            objectives: paired(&self.objectives_en, &self.objectives_cy)
                .ok_or(NotProgramme::UnpairedObjectives)?,
            cross_cutting: paired(&self.cross_cutting_en, &self.cross_cutting_cy)
                .ok_or(NotProgramme::UnpairedCrossCutting)?,
        })
    }
}

/// The lines of two texts side by side; nothing when both have lines and not as many.
fn paired(en: &str, cy: &str) -> Option<Vec<Both>> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (en, cy) = (lines(en), lines(cy));
    match (en.len(), cy.len()) {
        (_, 0) => Some(en.into_iter().map(|text| Both::new(text, "")).collect()),
        (0, _) => Some(cy.into_iter().map(|text| Both::new("", text)).collect()),
        (a, b) if a == b => {
            Some(en.into_iter().zip(cy).map(|(en, cy)| Both::new(en, cy)).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_side_by_side_or_alone() {
        let both = Both::new;
        assert_eq!(paired("", "\n \n"), Some(vec![]));
        assert_eq!(paired("a\r\n\r\n b ", ""), Some(vec![both("a", ""), both("b", "")]));
        assert_eq!(paired("", "ch\n"), Some(vec![both("", "ch")]));
        assert_eq!(paired("a\nb", "ch\nd"), Some(vec![both("a", "ch"), both("b", "d")]));
        assert_eq!(paired("a\nb", "ch"), None);
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        let form = ProgrammeForm { starts_on: "31/12/2026".into(), ..ProgrammeForm::default() };
        assert!(matches!(form.draft(), Err(NotProgramme::UnreadableStart)));
    }
}
