//! A voice with rare words planted wherever a person's words can lie.

use crate::world::{TODAY, World, change, publish_source, world};
use kernel::permission::{Permission, Rung};
use kernel::{AnyId, Both, Space, Tx};
use listen::voice::Review;
use listen::{VoiceId, redaction, voice};
use publish::ids::ReportId;
use publish::{promise, report};
use sense::finding::Side;
use sense::highlight::Span;
use sense::{finding, highlight, reading};

const WORDS: &str = "Two heronquill buses it took, said Marramsby.\nThen the glasswort lane \
home in the rain with nobody.";
/// The same as somebody typed it by hand into sentences of the team's.
const TYPED: &str = "They went the *glasswort* lane home in the rain, with nobody.";
const TRANSLATION: &str = "Dau fws crëyrbluen, meddai.\nWedyn lôn y corsblanhigyn adref.";

pub struct Planted {
    pub world: World,
    pub voice: VoiceId,
    pub report: ReportId,
    pub number: String,
}

const SOURCE: &str = "---\ntitle: A year in Cwm Helyg\nsubtitle: What people told us.\n\
kind: Learning report\ncommunity: cwm-helyg\n---\n\n## Getting there\n\n\
Before it took two. %typed% :claim[Older residents missed fewer appointments.]{#bus findings=\"1\"} \
It does :differs[not work for everyone]{claim=bus}.\n\n::quote{highlight=%planted% claim=bus}\n\n\
::quote{highlight=%bus% claim=bus}\n\n\
::recommendation[Put clinics on Tuesdays.]{#clinic to=\"Health board\" rests-on=\"bus\"}\n\n\
::promise{number=2}\n";

/// A voice with words planted everywhere, quoted in two versions of a report and by a promise.
pub fn planted(space: &Space) -> Planted {
    let world = world(space);
    let (programme, account) = (world.programme, world.account);
    let first = world.voice("bus");
    let (voice, mark) = change(space, move |tx| {
        let known = voice::find(tx, first).unwrap().unwrap();
        let mut draft = voice::Draft::new(known.campaign, known.community, WORDS);
        draft.title = "P77, teaselwold".into();
        draft.described = "Fenwright, 70s".into();
        draft.translation = Some(TRANSLATION.into());
        draft.tags = vec![("talk".into(), "oxlipperday".into())];
        draft.permission = Some(Permission::only(Rung::Online));
        let id = voice::record(tx, draft).unwrap();
        let at = WORDS.chars().take_while(|c| *c != 'M').count();
        redaction::add(tx, id, redaction::Part::Words, at..at + 9).unwrap();
        voice::review(tx, id, Review::Cleared).unwrap();
        let reading = reading::begin(tx, id, account).unwrap();
        let lines = voice::transcript(tx, id, TODAY).unwrap().unwrap();
        let line = lines.words().lines[0].clone();
        let span = Span { line: 1, start: line.start, end: line.end };
        let themes = sense::theme::all(tx, programme).unwrap();
        highlight::save(tx, reading, span, &[themes[1].id], Some("A sedgeletter to myself"))
            .unwrap();
        reading::finish(tx, reading).unwrap();
        let mark = highlight::of_reading(tx, reading).unwrap()[0].id;
        let finding = finding::by_number(tx, 1).unwrap().unwrap().id;
        finding::cite(tx, finding, mark, Side::For).unwrap();
        type_in(tx, finding);
        let draft = promise::Draft {
            programme,
            community: None,
            title: Both::new("A second minibus", "Ail fws mini"),
            said: Both::new(TYPED, TRANSLATION),
            who: Both::new("The council", "Y cyngor"),
            answers: vec![AnyId::from(finding)],
            quotes: Some(AnyId::from(mark)),
        };
        let step = promise::StepDraft {
            on: TODAY,
            state: promise::State::UnderWay,
            text: Both::new(format!("It is ordered. {TYPED}"), "Mae wedi’i archebu."),
        };
        promise::make(tx, &draft, &step).unwrap();
        (id, mark)
    });
    let source =
        world.filled(SOURCE).replace("%planted%", &mark.to_string()).replace("%typed%", TYPED);
    let report = published(space, &world, source.clone());
    again(space, report, source.replace("Before it took two.", "Before, it took two."));
    let number = space.read_now(move |db| voice::find(db, voice)).unwrap().unwrap().number;
    Planted { world, voice, report, number: number.to_string() }
}

/// Puts what was typed by hand into the limits of a finding.
fn type_in(tx: &mut Tx<'_>, id: sense::FindingId) {
    let finding = finding::find(tx, id).unwrap().unwrap();
    let draft = finding::Draft {
        programme: finding.programme_id,
        community: finding.community_id,
        sentence: finding.sentence,
        level: finding.level,
        confidence: finding.confidence,
        limits: Both::new(TYPED, TRANSLATION),
    };
    finding::edit(tx, id, &draft).unwrap();
}

fn published(space: &Space, world: &World, source: String) -> ReportId {
    let (programme, community) = (world.programme, Some(world.community));
    let id = change(space, move |tx| {
        let new = report::NewReport { programme, community, title: Both::new("A year", "") };
        report::create(tx, &new).unwrap()
    });
    again(space, id, source);
    id
}

/// Saves a source and publishes it.
fn again(space: &Space, id: ReportId, source: String) {
    change(space, move |tx| publish_source(tx, id, &source).unwrap());
}
