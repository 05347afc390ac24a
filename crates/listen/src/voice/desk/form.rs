//! `GET /desk/voices/new` and `POST /desk/voices`: writing a voice down.

use super::super::draft::given;
use super::super::{Agreed, Draft, How, NotRecorded, Person, Speaker, record};
use super::{
    campaign_choices, campaigns, communities, community_choices, ladder, languages, none,
    permission, read_tags,
};
use crate::agreement::{self, Kind, Made, Wording};
use crate::campaign::{Campaign, Phase};
use askama::Template;
use kernel::access::{Verb, Viewer, Within};
use kernel::clock::Date;
use places::community::Community;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Query};

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct VoiceForm {
    campaign: String,
    community: String,
    words: String,
    language: String,
    translation: String,
    title: String,
    described: String,
    pseudonym: String,
    name: String,
    email: String,
    phone: String,
    heard_on: String,
    entered_how: String,
    entered_for: String,
    tags: String,
    agreed_how: String,
    rung: String,
    sound: String,
    archive: String,
    contact: String,
    told_anew: String,
}

#[derive(Template)]
#[template(path = "voice/form.html")]
struct VoiceFormPage {
    page: Page,
    form: VoiceForm,
    campaigns: Vec<Choice>,
    communities: Vec<Choice>,
    languages: Vec<Choice>,
    hows: Vec<Choice>,
    agreed: Vec<Choice>,
    rungs: Vec<Choice>,
    wording: Option<Wording>,
    question: String,
    /// Whether to ask if the words are told anew.
    asks_anew: bool,
}

/// What can be chosen by someone who may write down voices.
struct Offer {
    campaigns: Vec<Campaign>,
    communities: Vec<Community>,
    wording: Option<Wording>,
}

async fn offer(ctx: &Context) -> Result<(Viewer, Offer), PageError> {
    let viewer = ctx.require_somewhere(Verb::RecordVoice)?.clone();
    let (reach, today) = (viewer.reach(Verb::RecordVoice), ctx.today);
    let offer = ctx.read(move |db| {
        let mut campaigns = campaigns(db, &reach)?;
        campaigns.retain(|campaign| campaign.phase(today) == Phase::Open);
        Ok(Offer {
            campaigns,
            communities: communities(db, &reach)?,
            wording: agreement::current(db, Kind::Participation)?,
        })
    });
    Ok((viewer, offer.await?))
}

fn show(page: Page, offer: Offer, form: VoiceForm) -> VoiceFormPage {
    let how =
        |how: &How| Choice::new(how.word(), page.t(&format!("voice-how-{how}")), &form.entered_how);
    let agreed = |made: &Made| {
        Choice::new(made.word(), page.t(&format!("agreement-made-{made}")), &form.agreed_how)
    };
    let question = offer.campaigns.iter().find(|one| one.id.to_string() == form.campaign);
    let choose = |choices: Vec<Choice>| {
        let mut all = vec![none(&page, "voice-choose")];
        all.extend(choices);
        all
    };
    VoiceFormPage {
        campaigns: choose(campaign_choices(&page, &offer.campaigns, &form.campaign)),
        communities: choose(community_choices(&page, &offer.communities, &form.community)),
        languages: languages(&page, &form.language),
        hows: [How::Typed, How::Paper, How::Phone].iter().map(how).collect(),
        agreed: [Made::Signed, Made::Spoken, Made::Online].iter().map(agreed).collect(),
        rungs: ladder(&page, &form.rung),
        question: question.map(|one| page.both(&one.question).to_owned()).unwrap_or_default(),
        wording: offer.wording,
        asks_anew: !form.told_anew.is_empty(),
        page,
        form,
    }
}

/// What stands behind the question mark of the form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Start {
    campaign: String,
    community: String,
}

pub(crate) async fn new(ctx: Context, Query(start): Query<Start>) -> PageResult {
    let (_, offer) = offer(&ctx).await?;
    // One campaign or community needs no choosing; what a person agrees to always does.
    let only =
        |ids: Vec<String>| if let [id] = ids.as_slice() { id.clone() } else { String::new() };
    let or = |given: String, ids: Vec<String>| if given.is_empty() { only(ids) } else { given };
    let form = VoiceForm {
        campaign: or(start.campaign, offer.campaigns.iter().map(|c| c.id.to_string()).collect()),
        community: or(
            start.community,
            offer.communities.iter().map(|c| c.id.to_string()).collect(),
        ),
        language: ctx.language.word().to_owned(),
        heard_on: ctx.today.to_string(),
        entered_how: How::Typed.word().to_owned(),
        ..VoiceForm::default()
    };
    ctx.html(&show(ctx.desk("voice-new"), offer, form))
}

pub(crate) async fn create(ctx: Context, Form(form): Form<VoiceForm>) -> PageResult {
    let (viewer, offer) = offer(&ctx).await?;
    let result = match draft(&form, &viewer, &offer, ctx.today) {
        Ok(draft) => ctx.write(move |tx| record(tx, draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(id) => ctx.see_other(&format!("/desk/voices/{id}/card")),
        Err(refusal) => {
            let page = ctx.desk("voice-new").refused(&refusal);
            let mut shown = show(page, offer, form);
            shown.asks_anew |= matches!(refusal, NotRecorded::TakenBack);
            ctx.refuse(&shown)
        }
    }
}

fn draft(
    form: &VoiceForm,
    viewer: &Viewer,
    offer: &Offer,
    today: Date,
) -> Result<Draft, NotRecorded> {
    let community = offer.communities.iter().find(|one| one.id.to_string() == form.community);
    let community = community
        .filter(|one| viewer.may(Verb::RecordVoice, Within::community(one.programme_id, one.id)))
        .ok_or(NotRecorded::NoCommunity)?;
    // A campaign that closed while the form was open is refused by its own sentence.
    let campaign = form.campaign.parse().map_err(|_| NotRecorded::NoCampaign)?;
    let mut draft = Draft::new(campaign, community.id, &form.words);
    draft.language.clone_from(&form.language);
    draft.translation = given(&form.translation);
    draft.title.clone_from(&form.title);
    draft.described.clone_from(&form.described);
    draft.heard_on = day(&form.heard_on)?;
    draft.entered_how =
        How::from_word(&form.entered_how).filter(|how| *how != How::Import).unwrap_or(How::Typed);
    draft.entered_for = given(&form.entered_for);
    draft.tags = read_tags(&form.tags);
    draft.told_anew = form.told_anew == "yes";
    draft.permission = permission(&form.rung, (&form.sound, &form.archive, &form.contact));
    let person = Person {
        pseudonym: form.pseudonym.clone(),
        name: given(&form.name),
        email: given(&form.email),
        phone: given(&form.phone),
    };
    if !form.pseudonym.trim().is_empty()
        || person.name.is_some()
        || person.email.is_some()
        || person.phone.is_some()
    {
        draft.speaker = Speaker::New(person);
    }
    if let Some(wording) = &offer.wording {
        let how = Made::from_word(&form.agreed_how).ok_or(NotRecorded::NoWording)?;
        let made_on = draft.heard_on.unwrap_or(today);
        draft.agreed.push(Agreed { wording: wording.id, made_on, how });
    }
    Ok(draft)
}

/// A day that was typed, or none.
pub(super) fn day(typed: &str) -> Result<Option<Date>, NotRecorded> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| NotRecorded::NoDay),
    }
}
