### What the portal says in English.
### Warm, short, one question at a time. Never blames, never diagnoses, never answers a feeling with
### an instruction. { $practice }, { $therapist } and { $code } are known in every message.

## Everywhere

help-button = Help now
not-read = I am a program. What you write here is not kept and nobody reads it.
old-button = This button belongs to an earlier message.
language-button = { $language }
language-chosen-button = ✓ { $language }
zone-button = { $zone }
try-later = Something went wrong on our side; you did nothing wrong. What you sent could not be used. You can try once more later.
still-trying = That did not work just now, and nothing was kept. Please try once more in a moment.
stranger-hello = Hello. This chat belongs to { $practice }. To use it, please open the personal invitation link from your therapist.
edited-not-read = I saw that you changed a message. I am a program and do not keep what you write here.
file-not-kept = Thank you. I cannot keep photos, voice messages or files, and nobody sees this one through me.

## Joining

join-welcome-title = Welcome to { $practice }
join-welcome = { $therapist } invited you. Between sessions I can ask you a few short questions, and you both see how things change over time.
join-kept = What is kept: your answers and when you gave them, encrypted, under a code instead of your name.
join-who-reads = Who reads it: { $therapist }. Some patterns in your answers, and some single answers about safety, send a note to { $therapist }.
join-not-real-time = I am a program. Nobody reads your answers in real time, and I am not an emergency service. “Help now” shows you at any hour whom you can call.
join-optional = All of this is optional. You can pause, leave a check-in open, or stop whenever you like, and your therapy goes on the same.
join-telegram = Telegram also processes what you type here; it is not end-to-end encrypted.
join-agree-button = I agree
join-not-now-button = Not now
join-not-now = That is fine, and I will not ask again. If you change your mind, open your invitation link once more.
join-invalid-link = This link cannot be used. Your therapist can send you a new one.
join-already = You are already connected, so this link is not needed.
join-when-title = Thank you. One more choice
join-when = When shall I ask? It takes about 30 seconds a day.
join-zone = It is { $clock } now where you are ({ $zone }).
join-other-zone-button = My clock shows another time
join-keep-zone-button = Keep { $zone }
join-which-city = Which city is near you? Write its name, for example Lisbon.
join-which-of = Which of these is it?
join-city-unknown = I do not know that city. A larger one in the same time zone works too.
join-settled = Good. I will write around { $clock }. Here is the first check-in.
join-how-to = You can change the time in /settings, and /stop ends everything.
time-morning-button = In the morning, { $clock }
time-midday-button = At midday, { $clock }
time-evening-button = In the evening, { $clock }

## Check-ins

checkin-today = Your check-in for today.
checkin-open-again = This one is still open, if you like.
checkin-progress = { $item } of { $items }
checkin-page-phq9 = The next 9 questions ask about the last 2 weeks. It takes about 2 minutes, and you can stop and go on at any time.
checkin-page-gad7 = The next 7 questions ask about the last 2 weeks. It takes about 2 minutes, and you can stop and go on at any time.
checkin-page-critical = The answer to question { $item } can send a note to { $therapist } at once, also when other notes are switched off. Nobody reads in real time.
checkin-begin-button = Begin
checkin-back-button = Back
checkin-pause-button = Pause
checkin-resume-button = Go on
checkin-paused = Paused. Your answers so far are saved. Go on whenever you like.
checkin-old-button = Another question is open now. “Back” goes to earlier ones.
checkin-already-saved = This check-in is already closed.
checkin-done-today = Today’s check-in is saved already. The next one comes at its usual time.
checkin-heard-you = I heard you. For this question a tap on one of the buttons is all that is needed.
checkin-saved = Saved.
checkin-thanks = Thank you. Your answers are saved.
checkin-also-open = Also open, whenever it suits you:
begin-pulse-button = Daily check-in, 30 seconds
begin-phq9-button = PHQ-9, about 2 minutes
begin-gad7-button = GAD-7, about 2 minutes

## Progress

progress-nothing-yet = There is nothing to show yet. After the first questionnaire there will be.
progress-which = Which one?
progress-phq9-button = PHQ-9
progress-gad7-button = GAD-7
progress-title = { $instrument }: how it went
progress-latest-label = now
progress-baseline-label = start
progress-within-label = fewer than { $points } points up or down can be chance
progress-missed-label = left open
progress-footer = For orientation, not a diagnosis
progress-caption-first = { $instrument }, { $on }: { $score } of { $highest }. This is the first reading; a line needs a second one.
progress-caption-now = { $instrument }, { $on }: { $score } of { $highest }. At the start, { $baseline_on }: { $baseline }.
progress-caption-same = That is the same number.
progress-caption-lower = That is { $points } lower.
progress-caption-higher = That is { $points } higher.
progress-caption-within = Differences below { $threshold } points can be chance.
progress-caption-beyond = A difference of { $threshold } points or more is unlikely to be chance.
progress-caption-improved = This change is called “reliable improvement”.
progress-caption-unchanged = This change is called “no reliable change”.
progress-caption-unchanged-yet = This change is called “no reliable change yet”.
progress-caption-deteriorated = This change is called “reliable change towards more symptoms”.
progress-caption-band = This range is called “{ $band }”.
progress-caption-missed = { $missed ->
    [one] Left open on one date; the line leaves a gap there.
   *[other] Left open on { $missed } dates; the line leaves gaps there.
}
progress-caption-footer = For orientation, not a diagnosis.
picture-question = Would you like to see your score as a picture after a questionnaire?
picture-each-button = Each time
picture-weekly-button = At most once a week
picture-therapist-button = Only together with my therapist
picture-never-button = Never

## Settings

settings-title = Your settings
settings-time = Check-in time: { $clock }
settings-zone = Your clock: { $clock } ({ $zone })
settings-language = Language: { $language }
settings-picture-unasked = Progress picture: not chosen yet
settings-picture-each = Progress picture: after each questionnaire
settings-picture-weekly = Progress picture: at most once a week
settings-picture-therapist = Progress picture: only together with your therapist
settings-picture-never = Progress picture: never
settings-bands-on = Names of score ranges: shown
settings-bands-off = Names of score ranges: hidden
settings-time-button = Change the time
settings-zone-button = Change the place
settings-language-button = Change the language
settings-picture-button = Change when pictures come
settings-bands-on-button = Show names of score ranges
settings-bands-off-button = Hide names of score ranges
settings-more-button = All settings
settings-saved = Saved.
settings-which-time = When shall I ask?
settings-which-city = Which city is near you? Write its name, for example Lisbon.
settings-which-language = Which language?
settings-move-question = Is this your place now? Check-ins follow it from tomorrow on.

## Menu

menu-hello = What would you like to do?
menu-heard-you = I heard you, and I am not able to answer words. /checkin and /progress show what I can do.
menu-checkin-button = Check in now
menu-progress-button = How am I doing?
menu-settings-button = Settings
stop-question = Shall I stop? Nothing more will be sent, and notes to your therapist end too. What you answered stays with your therapist.
stop-yes-button = Stop everything
stop-no-button = Stay
stop-kept = Nothing was changed.
stop-done = Stopped. Nothing more will be sent. You can come back at any time.
return-button = Come back
return-question = You stopped the portal. Would you like to come back?
return-welcome = Welcome back. I will write around { $clock }.
privacy-title = What is kept, and who reads it
privacy-stop = /stop ends everything at once.
command-checkin = Check in now
command-progress = How am I doing?
command-settings = Time, place, language, pictures
command-privacy = What is kept and who reads it
command-stop = Stop everything
command-help = Help now
bot-about = Between sessions: short check-ins, and pictures of how things change. A program; not an emergency service.

## Help now

help-title = Help now
help-thanks = Thank you for answering that.
help-emergency = Emergency: { $number }
help-contact = { $name }: { $number }
help-contact-when = { $name }: { $number } ({ $when })
help-program = I am a program; nobody reads these answers in real time.
help-critical-note = A note about this answer goes to your therapist’s Slack now.
help-unreached = I cannot reach your therapist from here. Please do not wait for an answer; the emergency number above answers at any hour.
help-may-see-now = It is within working hours, so it may be seen soon. I cannot promise when.
help-may-see-at = The next working hours begin { $at }. It may be seen then, or earlier.
help-may-see-unknown = I cannot say when it will be seen.
help-tell-button = Tell my therapist
help-safe-button = I am safe, continue
help-safe-question = Are you safe right now?
help-yes-button = Yes
help-unsure-button = Not sure
help-no-button = No
help-safe-thanks = Thank you for telling me. The questions are there whenever you like, with /checkin.
help-note-on-its-way = A note that you asked is on its way to your therapist’s Slack.
help-reads-now = It is within working hours, so it may be seen soon. I cannot promise when. The emergency number above answers at any hour.
help-reads-at = The next working hours begin { $at }. The emergency number above answers at any hour.
help-reads-later = I cannot say when it will be seen. The emergency number above answers at any hour.
help-not-delivered = The note has not reached your therapist’s Slack so far. I keep trying. Please do not wait for it; here are the numbers once more.

## Therapists

therapist-hello-title = Therapy Progress Portal
therapist-hello = Alerts about your clients arrive here, with the buttons that answer them.
therapist-not-read = I am a program. What you write here is not passed on to anybody.
therapist-not-yours = This alert is not about one of your clients, or it is no longer there.
staff-stranger = This app belongs to { $practice }. To use it, the person who runs the portal adds you as a therapist.
client-not-handled = Something that { $client } sent could not be handled, because of a fault of ours. { $client } was told so. It is kept for 7 days; the log of the portal names the fault.
client-unreachable = { $client } cannot be reached in Telegram any more: the chat was blocked or closed there. Nothing is sent until it opens again.
alert-title = { $client }: { $what }
alert-declining-mood = mood has been falling
alert-declining-mood-facts = Mood was lower each day, { $fall } points in all: { $days }.
alert-declining-mood-rule = Rule: mood falls on 3 or more days in a row.
alert-rising-anxiety = anxiety has been rising
alert-rising-anxiety-facts = Anxiety was higher each day, { $rise } points in all: { $days }.
alert-rising-anxiety-rule = Rule: anxiety rises on 3 or more days in a row.
alert-below-own-baseline = below the usual range
alert-below-own-baseline-facts = { $item }: { $days }.
alert-below-own-baseline-rule = Rule: several days in a row beyond this client’s own usual range.
alert-missed-check-ins = check-ins left open
alert-missed-check-ins-facts = { $missed } in a row not answered, { $since } to { $until }. Of the last { $due }, { $answered } were answered. Consider a micro-check-in.
alert-missed-check-ins-rule = Rule: several in a row, and fewer answered than usual for this client.
alert-reliable-deterioration = { $instrument } is reliably higher
alert-reliable-deterioration-facts = { $instrument }: { $latest } on { $latest_on }; at the start, on { $baseline_on }, it was { $baseline }. From { $threshold } points on, a difference is beyond measurement error.
alert-reliable-deterioration-rule = Rule: reliable change since the first score of the episode.
alert-critical-item = critical answer
alert-critical-item-facts = { $instrument }, question { $item }, answered with { $value } on { $on }. The crisis contacts go to the client with the same tap.
alert-critical-item-rule = Rule: a critical answer is told at any hour. It says what was tapped, not how high a risk is.
alert-asked-for-therapist = asked for you
alert-asked-for-therapist-facts = { $how ->
    [unsure] The client answered “not sure” to “Are you safe right now?”, { $on }. The crisis contacts go to the client again.
    [no] The client answered “no” to “Are you safe right now?”, { $on }. The crisis contacts go to the client again.
   *[other] The client pressed “Tell my therapist”, { $on }.
}
alert-asked-for-therapist-rule = Rule: a client who asks is told at any hour.
alert-day = { $on } { $value }
alert-raised = First seen { $at }.
alert-raised-again = First seen { $at }; { $times } times, last { $last }.
alert-open = Not taken yet.
alert-taken = Taken by { $by }, { $at }.
alert-snoozed = Snoozed by { $by } until { $until }.
alert-resolved = Resolved by { $by }, { $at }.
alert-support-button = Send support
alert-chart-button = Chart
alert-snooze-button = Snooze
alert-resolve-button = Resolve
alert-chart-days = { $item }, last 4 weeks
alert-chart-marked = days of this alert
alert-chart-none = There is no picture for this alert.
alert-chart-spoken = { $client }, { $item }: { $days }.
item-mood = Mood
item-anxiety = Anxiety
item-sleep = Sleep
support-title = Support for { $client }
support-next-appointment = Next appointment: { $at }
support-no-appointment = No next appointment is entered.
support-suggestion-label = Start from
support-text-label = Message in Telegram
support-text-hint = It carries your name. It leaves 20 seconds after you send it.
support-submit = Send
support-cancel = Cancel
support-text-empty = Please write a message, or choose one of the three.
support-text-long = Please keep it under { $limit } characters.
support-from = { $therapist } writes:
support-not-read = To answer, speak with { $therapist } as you usually do; replies here are not passed on.
support-leaves = Support for { $client } leaves at { $at }.
support-undo-button = Undo
support-sent = Support for { $client } was handed to Telegram at { $at }.
support-cancelled = Taken back. { $client } was not sent anything.
support-failed = Support for { $client } could not be delivered in Telegram.
support-cancelling = Support for { $client } may be leaving just now; I will tell you here.
support-too-late = It has already left.
snooze-title = Snooze
snooze-label = Bring it back
snooze-submit = Snooze
snooze-choose = Please choose one.
snooze-tomorrow = Next working morning ({ $at })
snooze-three-days = In 3 days ({ $at })
snooze-week = In a week ({ $at })
support-declining-mood-1 = I saw that the last days have been heavier. I am thinking of you, and we will look at it together when we meet.
support-declining-mood-2 = It looks like a harder stretch. Nothing needs to be fixed today. Is there one small thing that has helped before?
support-declining-mood-3 = Thank you for answering on hard days too. Would you like to talk before our next appointment?
support-rising-anxiety-1 = I saw that the last days have been more tense. I am thinking of you, and we will look at it together when we meet.
support-rising-anxiety-2 = It looks like a restless stretch. If it suits you, the exercise we practised may be worth a few minutes.
support-rising-anxiety-3 = Thank you for answering on tense days too. Would you like to talk before our next appointment?
support-missed-check-ins-1 = It has been quiet here, and that is all right. If you feel like it, one number is enough.
support-missed-check-ins-2 = I wanted to say hello. If the check-ins do not suit you right now, we can change them together.
support-missed-check-ins-3 = No answer is needed. I look forward to seeing you at our next appointment.
support-below-own-baseline-1 = I saw that the last days have been heavier than usual. I am thinking of you.
support-below-own-baseline-2 = It looks like a harder stretch. Nothing needs to be fixed today. Is there one small thing that has helped before?
support-below-own-baseline-3 = Thank you for answering on hard days too. Would you like to talk before our next appointment?
support-reliable-deterioration-1 = Thank you for filling in the questionnaire. I have read it, and we will look at it together when we meet.
support-reliable-deterioration-2 = It looks like a harder stretch. I am thinking of you. Would you like to talk before our next appointment?
support-reliable-deterioration-3 = Thank you for being open about how the last weeks were. That helps us to choose what to do next.
support-critical-item-1 = I have read your answer, and I am glad you told me. Would you like to talk today? Please tell me when it suits you.
support-critical-item-2 = Thank you for your openness. You are not alone with this. If it gets harder, “Help now” shows people who answer at any hour.
support-critical-item-3 = I would like to hear how you are. Is there a good time to speak today or tomorrow?
support-asked-for-therapist-1 = I have seen that you asked for me. I would like to hear how you are. When can we speak?
support-asked-for-therapist-2 = I am here. Is there a good time to speak today? Until then, “Help now” shows people who answer at any hour.
support-asked-for-therapist-3 = Thank you for letting me know. Let us speak as soon as it suits you.
support-generic-1 = I am thinking of you, and we will look at things together when we meet.
support-generic-2 = It looks like a harder stretch. Nothing needs to be fixed today.
support-generic-3 = Would you like to talk before our next appointment?

## Urgent notes on their way

help-where-button = Where is it?
help-where-none = There is no note on its way at the moment.
help-where-posted = Posted to your therapist’s Slack { $at }.
help-where-passed = Passed on to a colleague of your therapist { $at }.
help-where-opened = Opened { $at }.
help-where-unopened = Not opened yet.
help-where-taken = Your therapist has seen it and taken it, { $at }.
help-where-taken-colleague = A colleague of your therapist has seen it and taken it, { $at }.
help-where-not-delivered = It has not reached your therapist’s Slack so far. I keep trying.
help-where-note = “Opened” means that a button was pressed; Slack does not tell me who looks. The emergency number answers at any hour.
help-away = Your therapist is away at the moment.
help-away-colleague = Your therapist is away at the moment, so the note goes to a colleague as well.
help-note-to-colleague = I cannot reach your therapist from here. A note that you asked is on its way to a colleague’s Slack.
help-critical-note-colleague = I cannot reach your therapist from here. A note about this answer goes to a colleague’s Slack now.
help-nobody = Nobody has taken the note in Slack so far. I keep passing it on. Please do not wait for it; here are the numbers once more.
alert-take-button = I take it
alert-told = The card went to: { $people }.
alert-told-one = { $name }, { $at }

## Home, Away and the test alert

staff-home-title = Your clients at { $practice }
staff-home-empty = No client yet. Whoever runs the portal invites one: portal client invite
staff-home-urgent = Urgent, not taken ({ $clients })
staff-home-alert = Alerts ({ $clients })
staff-home-quiet = Not heard from lately ({ $clients })
staff-home-rest = All others ({ $clients })
staff-home-colleague = A client of { $therapist }
staff-home-chain = Urgent cards go to: { $people }
staff-home-page = Page { $page } of { $pages }
staff-earlier-button = Earlier
staff-later-button = Later
staff-client-invited = invited, has not joined yet
staff-client-paused = paused
staff-client-stopped = has stopped
staff-client-discharged = discharged
staff-last-check-in = last check-in { $on }
staff-no-check-in = no check-in yet
staff-check-in-open = a check-in is open
staff-here = You are here.
staff-away = You are away until { $until }. Urgent cards go to the next in the chain as well; other alerts wait for you.
staff-away-deputy = You are away until { $until }. Urgent cards go to the next in the chain as well; other alerts go to { $deputy }.
staff-away-button = I will be away
staff-back-button = I am back
staff-test-button = Send a test alert
staff-tested-never = The chain has not been tested yet: send a test alert.
staff-tested = Last successful test alert: { $at }.
staff-tested-long-ago = The last successful test alert is more than 30 days old ({ $at }): send another.
staff-away-title = Away
staff-away-submit = Save
staff-away-urgent = Urgent cards go on coming to you, and to the next in the chain at the same time.
staff-away-until-label = Away until
staff-away-deputy-label = Who gets the other alerts meanwhile
staff-away-nobody = Nobody: they wait for me
staff-away-when = Please choose a time to come, within a year.
staff-away-not-understood = I did not understand until when. Write for example: /portal away until fri 9:00
staff-away-unknown = I do not know that colleague. There are: { $colleagues }
staff-away-alone = There is no colleague here who could stand in.
staff-away-kept = Noted. The end is { $until }.
staff-back-kept = Welcome back. Alerts that waited for you come now, or with your working hours.
staff-back-already = You were not away.
staff-no-alerts = There is no open alert.
staff-clients-title = Your clients
staff-alerts-title = Open alerts
staff-help-title = What /portal can do
staff-help-clients = /portal clients: your clients, who needs attention first
staff-help-alerts = /portal alerts: what is not resolved
staff-help-away = /portal away until fri 9:00: you do not read until then. With a colleague’s name behind a comma, other alerts go there.
staff-help-back = /portal back: you read again
staff-help-test = /portal test: a test alert to everybody in the chain
staff-help-home = The same, with buttons, is on the Home tab of this app.
staff-test-title = Test alert
staff-test-card = This is a test by { $by }. No client is concerned. Please press the button, so that it is known that urgent cards reach you.
staff-test-next = Without an answer the test goes on to the next after { $minutes } minutes.
staff-test-got-button = Got it
staff-test-got = Thank you. Noted { $at }.
staff-test-not-yours = This test alert is not for you, or it is no longer there.
staff-test-running = A test alert is on its way already. Its result comes here.
staff-test-report = Test alert: who has got it
staff-test-has-got = { $name }: got it, { $at }
staff-test-told = { $name }: told { $at }, no answer so far
staff-test-waits = { $name }: comes next
staff-test-absent = { $name }: passed over, away or not reachable in Slack
staff-test-passed = Everybody who was asked has got it.
staff-test-not-passed = Not everybody has got it. Look at who did not: is Slack on that telephone allowed to notify, and is the member id right?
staff-test-on-its-way = The test is on its way; this message changes as it goes on.
staff-answer-there = The answer comes in your chat with this app.

## Groups

group-private-hello = Hello. I look after a group of { $practice }. I am a program: nobody reads what you write here. “Help now” shows at any hour whom you can call.
group-stranger = I cannot let you in here: this group is for people whom { $practice } has enrolled. If you expected to be one of them, your therapist can help.
group-pledge-title = Welcome to the group. It lives by four house rules
group-rules-title = Our house rules
group-rule-stays = What is said here stays here.
group-rule-kind = We speak of ourselves, we are kind, and nobody has to answer.
group-rule-contacts = No phone numbers, addresses, links or names of people outside. I take such messages out.
group-rule-report = If something troubles you, reply to it with /report. The facilitator looks at it. /help shows whom you can call.
group-telegram = Other members see your Telegram name and picture; Telegram also processes what is written, and the group is not end-to-end encrypted.
group-agree-button = I agree
group-not-now-button = Not now
group-welcome = Thank you. You are being let in.
group-write-me = So that I can write to you later too, please send me one message here, for example /start.
group-not-now = That is fine. If you change your mind, open the link of the group once more.
group-inside = You are in the group already.
group-ask-again = Please open the link of the group once more.
group-removed = I took your last message out of the group.
group-removed-phone = It looked as if a phone number was in it.
group-removed-email = It looked as if an e-mail address was in it.
group-removed-link = It looked as if a link was in it.
group-removed-mention = It named somebody who is not in the group.
group-removed-again = This protects everybody’s privacy. You can write it once more without that. If I was mistaken, please tell the facilitator.
group-reported = Thank you. The facilitator gets a note and decides; until then the message stays. I am a program: nobody may read the note at once.
group-report-how = To report a message, reply to it with /report. Your command is taken out, so that the group does not see it.
group-reminder = A kind reminder of the house rules of our group:
group-muted = The facilitator has asked for a pause: you can read in the group, and write again from { $until }. You can talk about it when you meet.
group-ready = Thank you. I have what I need here. New members come in through the link that the practice gives them; /rules shows the house rules.
group-rights-missing = Hello. To look after this group I still need an administrator to allow me:
group-right-can-delete-messages = · to delete messages
group-right-can-restrict-members = · to restrict members
group-right-can-invite-users = · to invite users by link
help-words = Some of your words made me want to show you this.
case-reported-title = { $group }: a message was reported
case-reported = { $reporter } reported a message of { $author }, { $at }. It stays in the group until you decide.
case-reported-again = It was reported { $times } times.
case-crisis-title = { $group }: please look soon
case-crisis = { $author } used words that can mean danger, { $at }. This is a word match and may be a false alarm. The crisis card is on its way to { $author }.
case-crisis-unsure-title = { $group }: words to look at
case-crisis-unsure = { $author } used words that can mean danger, probably denied or about somebody else, { $at }. This is a word match and may be a false alarm. The crisis card is on its way to { $author }.
case-was-removed = The message also held contact details, so it was taken out of the group. Administrators of the group find it in Telegram under “Recent actions” for 48 hours.
case-where = Where it stands in Telegram: { $link }
case-told = Told: { $names }.
group-note-told = A note is on its way to the people who look after this group. I am a program and cannot know who reads it when, so please do not wait for it.
case-no-words = What was written is not kept here and is not sent to Slack.
case-not-enrolled = somebody who is not enrolled
case-release-button = Release
case-seen-button = I take care of it
case-delete-button = Delete
case-remind-button = Remind
case-mute-button = Mute for 24 h
case-settled-release = Closed by { $by }, { $at }.
case-settled-delete = { $by } had it deleted, { $at }.
case-settled-remind = { $by } had the author reminded of the house rules, { $at }.
case-settled-mute = { $by } muted the author for 24 hours, { $at }.
case-settled-already = This was decided already.
case-not-yours = This belongs to another facilitator’s group.
group-command-rules = Our house rules
group-command-report = Reply to a message with this to report it
group-command-help = Whom you can call at any hour
