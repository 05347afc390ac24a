//! Every role against every verb, and the walls between communities.

use super::policy::Rules;
use super::*;
use crate::Language;
use crate::ids::{AccountId, CommunityId, ProgrammeId};
use uuid::Uuid;

/// One row a verb, one column a role in the order of [`Role::ALL`]: x where it is allowed.
const MATRIX: &str = "
    see_desk          x x x x x x x x
    manage_space      x . . . . . . .
    manage_people     x . . . . . . .
    read_access       x x . . . . . .
    read_audit        x . . . . . . .
    read_places       x x x x x x x x
    manage_places     x x . . . . . .
    manage_campaign   x x . . x . . .
    record_voice      x x x x x . . .
    import_voice      x x x . x . . .
    read_voice        x x x x x x x .
    read_original     x x x . . x . .
    redact_voice      x x x . x . . .
    review_voice      x x x . x . . .
    change_permission x x x x . x . .
    close_voice       x x . . . x . .
    take_down         x x x x . x x .
    withdraw_voice    x x x . . . . .
    export_voice      x x . . x . . .
    erase_person      x x . . . . . .
    export_person     x x . . . x . .
    raise_concern     x x x x x x x x
    read_concern      . . . . . . x .
    read_codebook     x x x . x . . .
    manage_codebook   x . . . x . . .
    code_voice        x . . . x . . .
    read_finding      x x x . x . . x
    manage_finding    x x . . x . . .
    export_coding     x . . . x . . .
    read_report       x x x x x . . x
    write_report      x x . . x . . .
    publish_report    x x . . x . . .
    manage_promise    x x x . x . . .
    record_response   x x . . x . . .
";

fn holder(role: Role, scope: Scope) -> Viewer {
    Viewer {
        account: AccountId(Uuid::from_u128(1)),
        name: "Someone".into(),
        language: Language::En,
        roles: vec![(role, scope)],
    }
}

#[test]
fn every_role_may_do_what_the_matrix_says_and_nothing_else() {
    let mut seen = 0;
    for row in MATRIX.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let mut cells = row.split_whitespace();
        let verb = Verb::from_word(cells.next().unwrap()).unwrap();
        for role in Role::ALL {
            let expected = cells.next().unwrap() == "x";
            let viewer = holder(*role, Scope::Space);
            assert_eq!(viewer.may(verb, Within::SPACE), expected, "{role} {verb}");
        }
        seen += 1;
    }
    assert_eq!(seen, Verb::ALL.len());
}

#[test]
fn a_role_ends_at_the_border_of_its_community() {
    let programme = ProgrammeId(Uuid::from_u128(7));
    let [own, other] = [8, 9].map(|n| CommunityId(Uuid::from_u128(n)));
    for role in Role::ALL {
        let viewer = holder(*role, Scope::Community(own));
        for verb in Verb::ALL {
            let at_home = viewer.may(*verb, Within::community(programme, own));
            let everywhere = holder(*role, Scope::Space).may(*verb, Within::SPACE);
            assert_eq!(at_home, everywhere, "{role} {verb}");
            assert!(!viewer.may(*verb, Within::community(programme, other)), "{role} {verb}");
            assert!(!viewer.may(*verb, Within::programme(programme)), "{role} {verb}");
            assert!(!viewer.may(*verb, Within::SPACE), "{role} {verb}");
        }
    }
}

#[test]
fn reach_and_the_last_gate_agree() {
    let programme = ProgrammeId(Uuid::from_u128(7));
    let community = CommunityId(Uuid::from_u128(8));
    let scopes = [Scope::Space, Scope::Programme(programme), Scope::Community(community)];
    for role in Role::ALL {
        for scope in scopes {
            let viewer = holder(*role, scope);
            for verb in Verb::ALL {
                let reach = viewer.reach(*verb);
                let may = viewer.may(*verb, Within::community(programme, community));
                assert_eq!(!reach.is_nowhere(), may, "{role} {verb}");
                let mut values = Vec::new();
                let condition = reach.condition("p", "c", &mut values);
                let expected = match (may, scope) {
                    (false, _) => "1 = 0",
                    (true, Scope::Space) => "1 = 1",
                    (true, Scope::Programme(_)) => "(p = $1)",
                    (true, Scope::Community(_)) => "(c = $1)",
                };
                assert_eq!(condition, expected, "{role} {verb}");
            }
        }
    }
}

#[test]
fn the_policies_can_be_read() {
    Rules::read(POLICIES).unwrap();
}

#[test]
fn policies_that_say_something_else_than_rules_are_refused_by_their_line() {
    for (text, problem) in [
        ("reader may read_report, red_report", "line 1 names no verb: red_report"),
        ("# Readers.\nreeder may read_report", "line 2 names no role: reeder"),
        ("reader read_report", "line 1 is no rule"),
        ("  read_report", "line 1 has verbs of no rule"),
        ("reader may everything", "line 1 names no verb: everything"),
    ] {
        assert_eq!(Rules::read(text), Err(problem.to_owned()));
    }
}

#[test]
fn a_rule_allows_its_verbs_and_an_exception_all_others() {
    let given = Rules::read("reader may everything except # but these two\n  see_desk,\n\n  read_audit\nreader may see_desk").unwrap();
    let all = Verb::ALL.iter().filter(|verb| **verb != Verb::ReadAudit);
    let words = all.map(|verb| verb.word()).collect::<Vec<_>>().join(", ");
    let spelled = Rules::read(&format!("reader may {words}")).unwrap();
    for role in Role::ALL {
        for verb in Verb::ALL {
            assert_eq!(given.allow(*role, *verb), spelled.allow(*role, *verb), "{role} {verb}");
        }
    }
}
