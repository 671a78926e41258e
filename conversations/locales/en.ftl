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
form-kept-before = What you sent in before was kept, as you had written it then; only the answer did not reach this window. What you have changed since is not kept. Please close the window, and open it anew if something is to be different.
stranger-hello = Hello. This chat belongs to { $practice }. To use it, please open the personal invitation link that you were given.
edited-not-read = I saw that you changed a message. I am a program and do not keep what you write here.
file-not-kept = Thank you. I cannot keep this, and I neither look at it nor listen to it, whatever it says. Nobody sees it through me. If something cannot wait, please tap “Help now”. Photos can be handed in with homework: open it in /homework and tap “Add words or a photo”.
    .discreet = Thank you. I cannot keep this, and I neither look at it nor listen to it, whatever it says. Nobody sees it through me. If something cannot wait, please tap the button below.
too-much-at-once = That was a lot at once, and I could not take in all of it. Please look at what is here, and send once more what is missing.

## Joining

join-welcome-title = Welcome to { $practice }
join-welcome = { $therapist } invited you. Between sessions I can ask you a few short questions, and you both see how things change over time.
join-kept = What is kept: your answers, encrypted, under a code instead of your name, and when you gave them.
join-who-reads = Who reads it: { $therapist }. Some patterns in your answers, and some single answers or words about safety, send a note to { $therapist }; an urgent one can go on to colleagues. A supervisor and the administrator of { $practice } can see your scores too.
    .discreet = Who reads it: { $therapist }. Some patterns in what you answer, and some single answers or words, send a note to { $therapist }; an urgent one can go on to others. Whoever supervises or runs { $practice } can see your numbers too.
join-not-real-time = I am a program. Nobody reads your answers in real time, and I am not an emergency service. “Help now” shows you at any hour whom you can call.
join-optional = All of this is optional, and your therapy goes on the same. With /sharing you can switch off each part by itself: check-ins, notes about patterns, numbers in Slack, messages, groups. You can take a break with /pause or stop with /stop whenever you like.
join-telegram = Telegram also processes what you type here; it is not end-to-end encrypted.
join-agree-button = I agree
join-not-now-button = Not now
join-not-now = That is fine, and I will not ask again. If you change your mind, open your invitation link once more.
join-invalid-link = This link cannot be used. Your therapist can send you a new one.
join-already = You are already connected, so this link is not needed here. If it is for somebody else, they open it in their own Telegram; opening it here has not used it up.
join-heard-you = I heard you. Here a tap on one of the buttons is all that is needed.
join-stands-above = Above stands what would be kept, and who would read it. Nothing begins before you agree.
join-again-button = Show it again
join-when-title = Thank you. One more choice
join-when = When would you like me to ask? It takes about 30 seconds a day.
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
checkin-page = The next { $items } questions ask about { $when }. It takes { $takes }, and you can stop and go on at any time.
recall-day = today
recall-week = the last week
recall-two-weeks = the last 2 weeks
recall-month = the last month
recall-year = the last year
recall-session = the session
    .discreet = the last meeting
recall-in-general = how things are in general
takes-seconds = about 30 seconds
takes-minutes = { $minutes ->
        [one] about a minute
       *[other] about { $minutes } minutes
    }
checkin-page-critical = The answer to question { $item } can send a note to { $therapist } at once, also when other notes are switched off. Nobody reads in real time.
checkin-begin-button = Begin
checkin-back-button = Back
checkin-pause-button = Pause
checkin-resume-button = Go on
checkin-paused = Paused. Your answers so far are saved. Go on whenever you like.
checkin-old-button = Another question is open now. “Back” goes to earlier ones.
checkin-already-saved = This check-in is already closed.
checkin-done-today = Today’s check-in is saved already. The next one comes at its usual time.
checkin-heard-you = I heard you. A tap on one of the buttons answers this question. To write to { $therapist } instead: /message
checkin-saved = Saved.
checkin-change-button = Change an answer
checkin-next-button = Next
checkin-keep-button = Leave it as it is
checkin-kept = Left as it was.
checkin-changed = Changed. What stood there before stays in the record beside it.
checkin-thanks = Thank you. Your answers are saved.
checkin-also-open = Also open, whenever it suits you:
begin-button = { $title }, { $takes }
    .discreet = { $items } questions, { $takes }

## Progress

progress-nothing-yet = There are no scores yet; they come after the first questionnaire.
    .discreet = There are no such numbers yet; they come after the first longer questions.
progress-by-day = What you answer day by day can be seen here:
progress-which = Which one?
progress-course-button = { $title }
    .discreet = The { $items } questions{ $part ->
        [0] { "" }
       *[other] { " " }(part { $part })
    }
progress-title = { $instrument }: how it went
progress-latest-label = now
progress-baseline-label = start
progress-within-label = fewer than { $points } points up or down can be chance
progress-missed-label = left open
progress-footer = For orientation, not a diagnosis
    .discreet = For orientation only
progress-few = { $scores ->
    [one] One score so far: no direction can be seen.
   *[other] { $scores } scores so far: too few to see a direction.
}
    .discreet = { $scores ->
        [one] One number so far: no direction can be seen.
       *[other] { $scores } numbers so far: too few to see a direction.
    }
progress-trend-same = the same as at the start
progress-trend-lower = { $points } lower than at the start
progress-trend-higher = { $points } higher than at the start
progress-trend-within = { $trend }: can be chance
progress-trend-beyond = { $trend }: more than chance
progress-trend-named = { $trend } – “{ $change }”
progress-change-improved = reliable improvement
progress-change-unchanged = no reliable change
progress-change-unchanged-yet = no reliable change yet
progress-change-deteriorated = reliable change towards more symptoms
    .discreet = reliable change upwards
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
    .discreet = This change is called “reliable change upwards”.
progress-caption-band = This range is called “{ $band }”.
progress-caption-missed = { $missed ->
    [one] Left open on one date; the line leaves a gap there.
   *[other] Left open on { $missed } dates; the line leaves gaps there.
}
progress-caption-footer = For orientation, not a diagnosis.
    .discreet = For orientation only.
picture-question = Would you like to see your score as a picture after a questionnaire?
    .discreet = Would you like to see a picture after the longer questions?
picture-each-button = Each time
picture-weekly-button = At most once a week
picture-therapist-button = Only together with my therapist
    .discreet = Only when we are together
picture-never-button = Never

## What can be looked at besides one course of scores

glance-all-button = All at a glance
glance-daily-button = Day by day
glance-check-ins-button = My check-ins
glance-then-button = Three months ago and now
glance-numbers-button = As numbers
glance-all-title = Your last three months
glance-daily-title = Day by day
glance-check-ins-title = Check-ins
glance-then-title = Three months ago and now
glance-nothing = Nothing to show yet
daily-item = { $name }
    .discreet = Question { $number }
glance-mean = mean of seven days
glance-first = start { $score }, { $on }
glance-few-days = { $days ->
    [one] One day answered so far: no direction can be seen.
   *[other] { $days } days answered so far: too few to see a direction.
}
glance-day-done = answered
glance-day-late = answered later
glance-day-open = open
glance-day-paused = paused
glance-then = then
glance-now = now
glance-caption-values = { $name }: { $days ->
    [one] { $days } day answered
   *[other] { $days } days answered
}, between { $lowest } and { $highest }, most recently { $latest }.
glance-caption-mean = Mean of seven days: { $first } at first, { $now } now.
glance-caption-within = That can be chance.
glance-caption-beyond = Chance alone seldom does that.
glance-caption-left = { $dates ->
    [one] Left open on one date.
   *[other] Left open on { $dates } dates.
}
glance-caption-not-compared = { $numbers ->
    [one] One more is not here: too few answers then or now, or no room.
   *[other] { $numbers } more are not here: too few answers then or now, or no room.
}
glance-caption-others = { $courses ->
    [one] { $courses } more course has a picture of its own.
   *[other] { $courses } more courses have pictures of their own.
}
glance-caption-gaps = { $days ->
    [one] { $days } day has no answer; the line has a gap there.
   *[other] { $days } days have no answer; the line has gaps there.
}
glance-caption-days = Check-ins: { $done ->
    [one] { $done } day answered
   *[other] { $done } days answered
}, { $open } open.
glance-caption-late = { $days ->
    [one] { $days } day was answered later.
   *[other] { $days } days were answered later.
}
glance-caption-then = { $name }: { $then } on { $then_on }, { $now } on { $now_on }, of { $highest }.
glance-caption-then-mean = { $name }, mean of two weeks: { $then } three months ago ({ $then_days } days answered), { $now } now ({ $now_days } days), of { $highest }.
glance-pair-days = { $then_on } and { $now_on }
glance-then-days = means of two weeks: { $then } and { $now } days answered
glance-numbers-of = { $name }:
glance-number = { $on }: { $value }
glance-numbers-week = { $on }: { $values }
glance-numbers-how = Each line is a week from Monday on; { $none } is a day without a number.
glance-numbers-earlier = { $scores ->
    [one] One earlier number is in the copy of your data, /export.
   *[other] { $scores } earlier numbers are in the copy of your data, /export.
}
glance-numbers-open = Left open: { $days }
glance-numbers-sessions = Sessions, as arranged: { $days }
    .discreet = Meetings, as arranged: { $days }
glance-numbers-breaks = Breaks: { $days }
glance-numbers-days = { $days ->
    [one] { $value } on one day
   *[other] { $value } on { $days } days
}

## Settings

settings-title = Your settings
settings-time = Check-in time: { $clock }
settings-zone = Your clock: { $clock } ({ $zone })
settings-language = Language: { $language }
settings-picture-unasked = Progress picture: not chosen yet
settings-picture-each = Progress picture: after each questionnaire
    .discreet = Picture: after each of the longer questions
settings-picture-weekly = Progress picture: at most once a week
settings-picture-therapist = Progress picture: only together with your therapist
    .discreet = Picture: only when you are together
settings-picture-never = Progress picture: never
settings-bands-on = Names of score ranges: shown
    .discreet = Names of ranges: shown
settings-bands-off = Names of score ranges: hidden
    .discreet = Names of ranges: hidden
settings-time-button = Change the time
settings-zone-button = Change the place
settings-language-button = Change the language
settings-picture-button = Change when pictures come
settings-bands-on-button = Show names of score ranges
    .discreet = Show names of ranges
settings-bands-off-button = Hide names of score ranges
    .discreet = Hide names of ranges
settings-more-button = All settings
settings-saved = Saved.
settings-which-time = When would you like me to ask?
settings-which-city = Which city is near you? Write its name, for example Lisbon.
settings-which-language = Which language?
settings-move-question = Is this your place now? Check-ins follow it from tomorrow on.

## Menu

menu-hello = What would you like to do?
menu-heard-you = I heard you. I am a program and cannot answer words; the buttons show what I can do.
menu-button = What can I do here?
menu-checkin-button = Check in now
menu-progress-button = How am I doing?
menu-settings-button = Settings
stop-question = Shall I stop? Nothing more will be sent, and notes to your therapist end too; only an answer about safety or “Tell my therapist” would still be told. What you answered stays with your therapist.
    .discreet = Shall I stop? Nothing more will be sent, and notes to { $therapist } end too; only an answer that asks for help would still be told. What you answered stays where it is.
stop-yes-button = Stop everything
stop-no-button = Stay
stop-kept = Nothing was changed.
stop-done = Stopped. Nothing more will be sent. You can come back at any time.
return-button = Come back
return-question = You stopped the portal. Would you like to come back?
return-welcome = Welcome back. I will write around { $clock }.
privacy-title = What is kept, and who reads it
privacy-kept = What is kept: your answers, what you write where I say that it is kept, and when. Words and answers are encrypted, and a code stands for your name.
privacy-stop = /sharing switches single parts off, /who shows who has seen what, /pause takes a break, and /stop ends everything at once.
command-checkin = Check in now
command-progress = How am I doing?
command-settings = Time, place, language, pictures
command-privacy = What is kept and who reads it
command-stop = Stop everything
command-help = Help now
bot-about = Between sessions: short check-ins, and pictures of how things change. A program; not an emergency service.
    .discreet = Short questions and how things change. A program.

## Help now

help-title = Help now
help-thanks = Thank you for answering that.
help-emergency = Emergency: { $number }
help-contact = { $name }: { $number }
help-contact-when = { $name }: { $number } ({ $when })
help-program = I am a program; nobody reads in real time what you tap or write here.
help-critical-note = A note about this answer goes to your therapist’s Slack now.
help-unreached = I cannot reach your therapist from here. Please do not wait for an answer; the emergency number above answers at any hour.
    .discreet = I cannot reach { $therapist } from here. Please do not wait for an answer; the number above answers at any hour.
help-may-see-now = It is within working hours, so it may be seen soon. I cannot promise when.
help-may-see-at = The next working hours begin { $at }. It may be seen then, or earlier.
help-may-see-unknown = I cannot say when it will be seen.
help-tell-button = Tell my therapist
help-safe-button = I am safe, continue
help-safe-question = Are you safe right now?
help-yes-button = Yes
help-unsure-button = Not sure
help-no-button = No
help-safe-thanks = Thank you for telling me. “Help now” is here at any hour.
help-note-on-its-way = A note saying that you asked for your therapist is on its way to their Slack.
    .discreet = A note saying that you asked is on its way to { $therapist }.
help-words-note = Because of those words, a note is on its way to your therapist’s Slack. It does not say what you wrote.
    .discreet = Because of those words, a note is on its way to { $therapist }. It does not say what you wrote.
help-reads-now = It is within working hours, so it may be seen soon. I cannot promise when. The emergency number above answers at any hour.
    .discreet = It is within working hours, so it may be seen soon. I cannot promise when. The number above answers at any hour.
help-reads-at = The next working hours begin { $at }. The emergency number above answers at any hour.
    .discreet = The next working hours begin { $at }. The number above answers at any hour.
help-reads-later = I cannot say when it will be seen. The emergency number above answers at any hour.
    .discreet = I cannot say when it will be seen. The number above answers at any hour.
help-not-delivered = The note has not reached your therapist’s Slack so far. I keep trying. Please do not wait for it; here are the numbers once more.
    .discreet = The note has not arrived so far. I keep trying. Please do not wait for it; here are the numbers once more.

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
alert-declining-mood-rule = { $minimum ->
    [0] Rule: mood is lower than on the day before, { $falls } days in a row or more.
   *[other] Rule: mood is lower than on the day before, { $falls } days in a row or more, and by { $minimum } points or more in all.
    }
alert-rising-anxiety = anxiety has been rising
alert-rising-anxiety-facts = Anxiety was higher each day, { $rise } points in all: { $days }.
alert-rising-anxiety-rule = { $minimum ->
    [0] Rule: anxiety is higher than on the day before, { $rises } days in a row or more.
   *[other] Rule: anxiety is higher than on the day before, { $rises } days in a row or more, and by { $minimum } points or more in all.
    }
alert-below-own-baseline = below the usual range
alert-below-own-baseline-facts = { $item }: { $days }. In the 28 days before, { $values } answers averaged { $mean }, with a spread of { $spread }.
alert-below-own-baseline-rule = Rule: mood is { $k } standard deviations or more below this client’s own mean of the 28 days before, { $days } days in a row. It needs 14 answers in those days, and a spread of at least 0.5.
alert-missed-check-ins = check-ins left open
alert-missed-check-ins-facts = { $missed } in a row not answered, { $since } to { $until }. Of the last { $due }, { $answered } were answered. Consider a micro-check-in.
alert-missed-check-ins-rule = Rule: { $limit } or more in a row not answered, and of the last 7 a smaller share answered than of the 28 before.
alert-reliable-deterioration = { $instrument } is reliably higher
alert-reliable-deterioration-facts = { $instrument }: { $latest } on { $latest_on }; at the start, on { $baseline_on }, it was { $baseline }. From { $threshold } points on, a difference is beyond measurement error.
alert-reliable-deterioration-rule = Rule: reliable change since the first score of the episode.
alert-switched-off = Closed { $at }: this rule is switched off now. What it was about may still hold.
alert-ended = Closed by itself { $at }: what it was about does not hold any more.
alert-verdict-useful-button = Useful
alert-verdict-not-useful-button = Not useful
alert-verdict-knew-button = Knew already
alert-judged-useful = { $by } found this useful.
alert-judged-not-useful = { $by } did not find this useful.
alert-judged-knew = { $by } knew this already.
digest-title = { $clients ->
    [one] Today’s digest: 1 client
   *[other] Today’s digest: { $clients } clients
    }
digest-note = None of this is urgent. It stands on Home until it ends or you resolve it.
digest-more = { $more } more stand on Home.
digest-card-button = { $client }
rules-styles-button = How much I hear
rules-styles-title = How much do you want to hear?
rules-styles-tested = What each would have told you about your clients in the last { $days } days ({ $clients } in all). Critical answers, and clients who ask, are told at any hour whatever you choose.
rules-style-now = As it is now
rules-style-quiet = Quiet
rules-style-balanced = Balanced
rules-style-close = Close
rules-style-line = { $alerts ->
    [0] { $style }: nothing
    [one] { $style }: 1 alert, about 1 client
   *[other] { $style }: { $alerts } alerts, about { $clients ->
        [one] 1 client
       *[other] { $clients } clients
    }
    }
rules-style-apart = For one client, usually { $days } days apart.
rules-style-days = On { $listed }
rules-style-days-more = { $left ->
    [one] On { $listed }, and on 1 day before
   *[other] On { $listed }, and on { $left } days before
}
rules-style-quiet-button = Quiet
rules-style-balanced-button = Balanced
rules-style-close-button = Close
rules-style-kept = From now on you are told as “{ $style }” has it. What is set for a single client stays.
alert-engagement-decline = answers fewer check-ins
alert-engagement-decline-facts = Of the { $due } check-ins of the last 7 days, up to { $until }, { $answered } were answered; of the { $usually_due } in the 28 days before, { $usually_answered }. Consider a micro-check-in.
alert-engagement-decline-rule = Rule: the share answered in the last 7 days is below { $percent } % of the share answered in the 28 days before. It needs 7 or more that were due in those 28 days.
alert-no-reliable-change = { $instrument }: no reliable change yet
alert-no-reliable-change-facts = { $instrument }: { $latest } on { $latest_on }; at the start, on { $baseline_on }, it was { $baseline }. That is { $since_weeks } weeks, and the difference is within measurement error.
alert-no-reliable-change-rule = Rule: { $weeks } weeks or more after the first score the newest does not differ reliably from it. Some clients improve later; it is no forecast.
alert-score-threshold = { $instrument } is at the number you set
alert-score-threshold-facts = { $instrument }: { $score } on { $on }.
alert-score-threshold-rule = Rule: the newest score of this scale is { $at } or above.
alert-unanswered-message = a message waits for an answer
alert-unanswered-message-facts = Messages that wait: { $waiting }. The first came on { $since }, { $waited } working hours ago.
alert-unanswered-message-rule = Rule: a client’s message has waited for { $hours } working hours or longer.
alert-no-journal = no journal entry for a while
alert-no-journal-facts = The last entry was on { $since }, and { $gap } days have passed without one; days of a pause are left out. Usually { $usual } days lie between two.
alert-no-journal-rule = Rule: more than { $days } days without an entry, and more than twice this client’s own usual gap. It is asked only of clients who share their journal.
alert-homework-overdue = homework is open
alert-homework-overdue-facts = Open since { $since }; pieces that are open: { $waiting }.
alert-homework-overdue-rule = Rule: agreed work is not done more than { $days } days after it was due.
alert-practice-gap = no practice for a while
alert-practice-gap-facts = The last practice was on { $since }. Days asked about since then, up to { $until }, without any: { $gap }.
alert-practice-gap-rule = Rule: more than { $days } days in a row that were asked about, without practice, after there was some.
alert-unconfirmed-appointment = appointment not confirmed
alert-unconfirmed-appointment-facts = The appointment on { $on } has no answer yet.
alert-unconfirmed-appointment-rule = Rule: an appointment begins within { $hours } hours, and the client has neither said yes nor asked for another time.
who-note-engagement-decline = You answered fewer check-ins than before.
who-note-no-reliable-change = Your scores were about the same over several weeks.
    .discreet = Some numbers were about the same over several weeks.
who-note-score-threshold = A score reached a number your therapist had chosen.
    .discreet = A number reached one that had been chosen before.
who-note-unanswered-message = A message of yours waited for an answer.
who-note-no-journal = There was no journal entry for a while.
    .discreet = There was no note of yours for a while.
who-note-homework-overdue = Something you had agreed upon was still open.
who-note-practice-gap = There was no practice for a while.
    .discreet = It had been quiet for a while.
who-note-unconfirmed-appointment = An appointment had no answer yet.
    .discreet = One of your dates had no answer yet.
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
    .discreet = A message for you:
support-not-read = To answer, press “Write a message” (/message); words written here without it are not passed on.
    .discreet = To answer, press “Write a message” (/message); words written here without it are not passed on.
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
    .discreet = Handed on { $at }.
help-where-passed = Passed on to a colleague of your therapist { $at }.
    .discreet = Passed on to somebody else { $at }.
help-where-opened = Opened { $at }.
help-where-unopened = Not opened yet.
help-where-taken = Your therapist has seen it and taken it, { $at }.
    .discreet = It was seen and taken, { $at }.
help-where-taken-colleague = A colleague of your therapist has seen it and taken it, { $at }.
    .discreet = Somebody else has seen it and taken it, { $at }.
help-where-not-delivered = It has not reached your therapist’s Slack so far. I keep trying.
    .discreet = It has not arrived so far. I keep trying.
help-where-note = “Opened” means that a button was pressed; Slack does not tell me who looks. The emergency number answers at any hour.
    .discreet = “Opened” means that a button was pressed; I cannot tell who looks. The number above answers at any hour.
help-away = Your therapist is away at the moment.
    .discreet = There is an absence at the moment.
help-away-colleague = Your therapist is away at the moment, so the note goes to a colleague as well.
    .discreet = There is an absence at the moment, so the note goes to somebody else as well.
help-note-to-colleague = I cannot reach your therapist from here. A note is on its way to a colleague’s Slack instead.
    .discreet = A note is on its way to somebody who stands in.
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
staff-away-not-understood = I did not understand until when. Write for example: /portal away until fri 9:00, or until 12 nov, or for 3 days
staff-away-unknown = I do not know that colleague. There are: { $colleagues }
staff-away-alone = There is no colleague here who could stand in.
staff-away-kept = Noted. You are away until { $until }.
staff-back-kept = Welcome back. Alerts that waited for you come now, or with your working hours.
staff-back-already = You were not away.
staff-no-alerts = There is no open alert.
staff-clients-title = Your clients
staff-alerts-title = Open alerts
staff-help-title = What /portal can do
staff-help-unknown = I do not know that command. These are the ones I know:
staff-help-clients = /portal clients: your clients, who needs attention first
staff-help-alerts = /portal alerts: what is not resolved
staff-help-away = /portal away until fri 9:00: you do not read until then. With a colleague’s name behind a comma, other alerts go there.
staff-help-back = /portal back: you read again
staff-help-test = /portal test: a test alert to everybody in the chain
staff-help-oncall = /portal oncall: who is on call, and a day given to a colleague
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
staff-test-not-passed = Not everybody has got it. Look at who did not: is Slack on that phone allowed to notify, and is the member id right?
staff-test-on-its-way = The test is on its way; this message changes as it goes on.
staff-answer-there = The answer comes in your chat with this app, or opens in front of you.

## Groups

group-private-hello = Hello. I look after a group of { $practice }. I am a program: nobody reads what you write here. “Help now” shows at any hour whom you can call.
group-stranger = I cannot let you in here: this group is for people whom { $practice } has enrolled. If you expected to be one of them, your therapist can help.
group-outsider = Somebody who is not enrolled is in a group that you lead, by another way than its door: they were added by hand, or came by a link that asks nobody. Telegram’s list of members shows who is new. If you know them, nothing has to be done; otherwise take them out there.
group-bot-idle = In a group that you lead I am not an administrator in Telegram, or not in it at all: nobody is let in, nothing is taken out, and words that may mean danger may go unheard. Please have me made an administrator there again.
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
case-not-deleted = I could not take a message out of { $group }: Telegram refuses it, and an administrator has to delete it there.
group-member-gone = { $member } is no longer a member of { $group }: it was ended on the member's side, and I do not know why. If they are still in the group in Telegram, I am taking them out. Whoever comes back is enrolled anew and agrees to the rules anew.
group-member-still-in = I could not take { $member } out of { $group }: Telegram refuses it. They are no longer a member, and an administrator of the group has to take them out there.
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
group-practice-button = How many practised
group-numbers-button = As numbers
group-practice-title = { $group }: how many practised
group-practice-counted = { $members } members are counted: they agree to it and told something about practice in these { $days } days.
group-practice-caption = Fewest on a day: { $lowest }. Most: { $highest }. On the newest day, { $on }: { $latest }.
group-practice-nobody = These are numbers alone: whose practice it was is not told. Anyone who did not answer on a day counts as none on it.
group-practice-few = There is nothing to show: it takes at least { $least } members who agree to be counted and told something about practice in the last four weeks. With fewer, a number could tell who it was. A member agrees in Telegram with /sharing.
group-practice-none = You lead no group here.
group-practice-number = { $on }: { $practised } of { $members }
group-command-rules = Our house rules
group-command-report = Reply to a message with this to report it
group-command-help = Whom you can call at any hour

# What is kept, part by part; what is said of each part comes from the data map.
privacy-answers-button = My answers
privacy-journal-button = My journal
    .discreet = My own notes
privacy-notes-button = Notes about me
privacy-messages-button = Messages
privacy-session-notes-button = Notes of sessions
    .discreet = Shared notes
privacy-about-you-button = Who I am
privacy-on-its-way-button = On its way
privacy-groups-button = Groups
privacy-against-button = Could this be used against me?
privacy-sharing-button = What I agree to
privacy-who-button = Who has seen it
privacy-copy-button = Take a copy along
privacy-delete-button = Delete everything
privacy-more-button = What else is kept
privacy-part-answers = Your answers
privacy-part-journal = Your journal
    .discreet = Your own notes
privacy-part-notes = Notes to { $therapist }
privacy-part-messages = Messages, homework, shelf, appointments
    .discreet = Messages, your list, your shelf, your dates
privacy-part-session-notes = Notes of sessions
    .discreet = Shared notes
privacy-part-about-you = Who you are
privacy-part-on-its-way = What is on its way
privacy-part-groups = Groups
privacy-part-practice = The practice
    .discreet = Who runs this
privacy-what-answers = What: what you answer in check-ins, the scores, and the days on which you were asked. Your goals with their steps and numbers, and the days that you or { $therapist } called important.
    .discreet = What: what you answer, the numbers in it, and the days on which you were asked. Your plans with their steps and numbers, and the days that were marked.
privacy-what-notes = What: when a pattern in your answers, a single answer or words about safety, or your own wish sent a note, and who took it. Also which answer is known, with a plan, and what followed by itself.
    .discreet = What: when a pattern in your answers, a single answer or some words, or your own wish sent a note, and who took it. Also which answer is known, with a plan, and what followed by itself.
privacy-what-messages = What: messages from { $therapist } and from you that came through here, homework with your photos, what is on your shelf, what you said to both, and when you meet.
    .discreet = What: messages to you and from you, what is on your list and your shelf, what you said to both, your photos, and when you meet.
privacy-what-about-you = What: your Telegram account, a code instead of your name, your language, time zone and check-in time. What you agreed to, when you joined, your breaks, and whether you have a PIN. Also who on the staff looked at something of yours, and when.
privacy-what-session-notes = What: notes of sessions that { $therapist } proposed to you, what you answered, and when. A draft that was not proposed is { $therapist }’s alone.
    .discreet = What: notes that were proposed to you, what you answered, and when.
privacy-what-on-its-way = What: what you type until it is handled, where you are in a conversation, and which of my sentences you were sent.
privacy-what-groups = What: which group you are in, and which of its messages somebody looked at. The messages themselves are in Telegram, not here. If you agree to be counted, whoever leads it sees how many of its members practised on a day, without names.
privacy-what-practice = What: the practice’s name, hours and crisis contacts, its staff, who is told of urgent notes, and its own keys.
    .discreet = What: name, hours and the numbers for help, who works here, who is told of urgent notes, and the keys.
privacy-where-answers = Where: in the database of { $practice }. Telegram also has what you tap and type here; a note to { $therapist } carries numbers and a picture to Slack, never what you typed.
privacy-where-journal = Where: in the database of { $practice }. Telegram also has what you type here. Slack has none of it: what you share is read on a page of { $practice }.
privacy-where-notes = Where: in the database of { $practice }, and in Slack, where { $therapist } reads them: your code, numbers and a picture, never what you typed.
privacy-where-messages = Where: in the database of { $practice }. { $therapist } writes messages in Slack, and you read them in Telegram: both have them too.
    .discreet = Where: in the database of { $practice }. Messages to you are written in Slack, and you read them in Telegram: both have them too.
privacy-where-session-notes = Where: in the database of { $practice }. You read them in Telegram, which has them too; { $therapist } reads them on a page of { $practice }. Slack has none of it.
privacy-where-about-you = Where: in the database of { $practice }. Telegram knows your account; Slack sees only your code.
privacy-where-on-its-way = Where: in the database of { $practice }, and in this chat at Telegram.
privacy-where-groups = Where: in the database of { $practice }. Telegram knows who is in the group, and { $practice } is told in Slack that a message was looked at.
privacy-where-practice = Where: in the database of { $practice }.
privacy-why-see-how-it-goes = Why: so that you and { $therapist } can see how it goes.
privacy-why-keep-journal = Why: so that you can look back at what you wrote, and share what you choose.
privacy-why-tell-therapist = Why: so that { $therapist } hears when it matters.
privacy-why-carry = Why: to bring a message to you, and to remember the time.
privacy-why-hold-the-same = Why: so that you and { $therapist } hold the same words.
privacy-why-know-you = Why: so that the right person is asked at the right time.
privacy-why-deliver = Why: so that nothing is lost or sent twice.
privacy-why-lead-group = Why: so that the group stays a safe place.
privacy-why-run = Why: to run the portal.
privacy-lock-client = How it is locked: what you wrote or answered, and your account, are encrypted under a key of your own. The practice’s key file opens it, and is not kept with the database.
    .discreet = How it is locked: what you wrote or answered, and your account, are encrypted under a key of your own. A key file that is not kept with the database opens it.
privacy-lock-practice = How it is locked: names are encrypted under a key of the practice’s.
    .discreet = How it is locked: names are encrypted under a key of their own.
privacy-lock-bot = What arrives is encrypted under a key of this chat’s program until it is handled.
privacy-lock-group = How it is locked: the group’s name and its link are encrypted under a key of the group’s.
privacy-lock-none = Not encrypted: codes, times, states and kinds. The program has to search for them.
privacy-keep-record = How long: until you or { $practice } delete it. You can with /delete_me, and have a copy with /export; nothing of your record goes by itself.
privacy-keep-week = What has been handled is deleted after 7 days.
privacy-keep-month = Old invitations, and the marks of days when you were written to, are deleted after 30 days.
privacy-keep-quarter = Old letters and conversations that nobody went on with are deleted after 90 days.
privacy-keep-while-needed = How long: for as long as the practice, or the group, is there.
    .discreet = How long: for as long as this, or the group, is there.
privacy-readers = Who can read it here:
privacy-reader-client = • you
privacy-reader-therapist = • { $therapist }
privacy-reader-chain = • when a note is urgent and nobody takes it: the colleagues that { $practice } has named
privacy-reader-facilitator = • whoever leads the group
privacy-reader-administrator = • the administrator of the practice
    .discreet = • whoever runs this
privacy-reader-program = • nobody: it is for the program’s own work
privacy-against-title = Could this be used against me?
privacy-against-own = { $privacy_text }
privacy-against-none = { $practice } has not written an answer to this yet. It is a good question, and I cannot answer it for your country or your situation. Please ask { $therapist }, before you write what worries you.

## Roles

privacy-reader-supervisor = • a supervisor of { $practice }, if there is one
privacy-reader-auditor = • an auditor of { $practice }, if there is one
staff-not-your-part = Your role in this practice does not include this, so nothing was done.
staff-home-title-supervisor = All clients at { $practice }
staff-home-title-facilitator = Your groups at { $practice }
staff-home-facilitator = Reports and urgent notes from your groups come as messages in this app.
staff-home-title-administrator = You look after the portal of { $practice }
staff-home-administrator = What clients answer and write is not shown to you.
staff-home-title-auditor = You look after the audit of { $practice }
staff-home-auditor = Whoever runs the portal hands you the audit as a file: portal audit export. It says who saw or did what, and nothing that clients wrote.
staff-home-chain-after = Urgent cards go to the client’s therapist, then to: { $people }
staff-home-no-chain = Urgent cards go to the client’s therapist alone. A chain is set with: portal practice set --chain

# The record page. Therapists read this in Slack and in their browser.
staff-help-record = /portal record and a client’s code: the record, in your browser. Without a code: the day’s reading.
record-open-button = Open the record
record-list-button = Today’s reading
record-link-title = Record page
record-link-about = The record of { $client }
record-link-list = Today’s reading
record-link-once = This link is for you alone. It works once, until { $until }, and the page then asks for a code of your authenticator app.
record-link-button = Open in the browser
record-link-close = Close
record-no-address = The record page has no address yet, so I cannot open it. Whoever runs the portal finds the next step with: portal check
record-not-yours = I find no client of yours by that code. The code comes behind the command, as in /portal homework two-words; /portal clients lists the codes.
record-told-set-up = A second factor was set up for you on the record page. If that was not you, tell whoever runs the portal at once.
record-told-locked = Several wrong codes were given in your name on the record page. Nobody can try again before { $until }. If that was not you, tell whoever runs the portal.
record-told-recovery = One of your recovery codes was used on the record page; { $left } are left. If that was not you, tell whoever runs the portal at once.
record-told-reset = Whoever runs the portal has taken your second factor away. When you next open the record page, you set up a new one. If you did not ask for that, speak to them.
record-skip = To the content
record-sign-out-button = Sign out everywhere
record-enter-title = Record page
record-enter = The link you have opened works once. Go on when you are alone with your screen.
record-enter-button = Go on
record-code-title = Your code
record-code = Open your authenticator app and type the code it shows for { $practice }.
record-code-label = Code
record-code-hint = Six digits. Without your phone, one of your recovery codes works too.
record-code-button = Sign in
record-code-wrong = That was not it. Each code works once and for half a minute: take the one that is shown now.
record-code-locked = There were too many wrong codes. You can try again after { $until }.
record-setup-title = Set up your second factor
record-setup = What clients write and answer is shown here only with a code from your phone. Scan this with any authenticator app.
record-setup-picture = A square code to scan. It holds the same key that stands below it.
record-setup-key = Or type this key into the app
record-setup-here = The app is on this phone: open it
record-setup-code = The code that the app shows now
record-setup-button = Confirm
record-codes-title = Your recovery codes
record-codes = Each of these lets you in once, should your phone be gone. Print them, or keep them where you keep passwords. They are shown only now.
record-codes-onward = I have kept them: go on
record-again = In Slack, /portal record opens the page again.
record-link-over-title = This link is used up
record-link-over-said = It worked once already, or it is older than ten minutes.
record-over-title = You are signed out
record-over-said = After 15 minutes without a look, and after 8 hours at the latest, this page closes by itself.
record-left-title = You are signed out
record-left-said = That holds for every device on which you were signed in.
record-nothing-title = There is nothing here
record-nothing-said = This page does not exist, or it is not yours to read.
record-busy-title = Too many tries
record-busy-said = There were too many tries from your connection. Please wait a minute.
record-stale-title = This page was open too long
record-stale-said = It was loaded before you signed in anew, so nothing was done.
record-broken-title = That did not work
record-broken-said = Nothing is lost. Please try again in a moment.
record-since = With the portal since { $on }
record-therapist = Therapist: { $therapist }
record-appointment = Next appointment: { $at }
record-active = active
record-span = { $first } to { $last }
record-earlier = Earlier
record-newest = To the newest
record-alerts = Alerts
record-answers = Answers
record-messages = Messages sent
record-no-alerts = No alerts in this time.
record-no-answers = No answers in this time.
record-no-messages = No messages in this time.
record-latest = Latest
record-first = First
record-change = Since the first
record-week = Over a week
record-week-since = since { $on }
record-threshold = { $said } Source: { $source }
record-score = { $score } of { $highest }
record-day = { $band }, { $on }
record-mean = Means of the last seven days
record-date = Date
record-total = Score
record-band = Band
record-critical = safety answer
record-late = answered late
record-unanswered = not answered
record-fold = { $rows ->
    [one] One more day
   *[other] { $rows } more days
}
record-alert-open = not taken
record-alert-taken = taken
record-alert-snoozed = snoozed
record-alert-resolved = resolved
record-message-waiting = leaves { $at }
record-message-cancelling = being taken back
record-message-sent = handed to Telegram
record-message-cancelled = taken back
record-message-failed = could not be delivered
record-list-title = Today’s reading
record-list-some = { $clients ->
    [one] One client with something new
   *[other] { $clients } clients with something new
}
record-list-none = Nothing new about your clients since you last read. What comes in stands here.
record-new-since = New since { $at }
record-mark-button = Mark as read
record-whole = The whole record
record-more = More clients
record-caseload-title = Caseload
record-caseload-none = You have no clients of your own yet. When you have, they stand here beside each other.
record-caseload-no-scores = There are no scores yet. When one of your clients has answered a questionnaire, they stand here.
record-caseload-some = { $clients ->
    [one] One client of your own.
   *[other] { $clients } clients of your own, as on Home: who needs attention stands first.
}
record-caseload-part = These are { $first } to { $last } of { $clients }.
record-caseload-scales = Questionnaires
record-caseload-scale = { $scale } ({ $clients })
record-caseload-picture = Your clients: { $scale }
record-caseload-picture-part = { $title } ({ $first } to { $last } of { $clients })
record-caseload-nothing = No scores yet
record-caseload-moment = key moment
record-caseload-chance = can be chance
record-caseload-one = first score
record-caseload-same = same as the first
record-caseload-lower = { $points } lower
record-caseload-higher = { $points } higher
record-caseload-beyond = { $change }, more than chance
record-caseload-within = { $change }, can be chance
record-caseload-last = on { $on }
record-caseload-span = From { $first } to { $last }.
record-caseload-spoken = { $title }. Latest and first scores; the table below has their days.
record-caseload-spoken-one = { $client }: { $score }, first { $baseline }.
record-caseload-spoken-none = { $client }: none yet.
record-caseload-fold = The same as a table
record-caseload-client = Client
record-caseload-open = Left open
record-caseload-point = { $score }, { $on }
record-caseload-before = Back

## The phone: PIN, lock, hiding, discreet mode

discreet-practice = this service
discreet-therapist = your contact
pin-unlock-title = Please enter your PIN
pin-change-title = First the PIN you have
pin-remove-title = Please enter your PIN once more
pin-new-title = Choose a PIN of 4 to 8 digits
pin-repeat-title = Once more, please
pin-what-it-locks = The PIN locks what I show and take. What stands in this chat already can still be read; /hide takes it away. Telegram sees the buttons that are pressed. Help works without a PIN.
pin-problem-wrong = That is not the PIN.
pin-problem-short = A PIN has 4 to 8 digits.
pin-problem-differs = The two were not the same. Please choose once more.
pin-problem-typed = Please use the buttons here. What you write is not kept.
pin-wait = The next try is possible from { $until } on.
pin-entered = { $dots }
pin-digit-button = { $digit }
pin-back-button = ⌫
pin-ok-button = OK
pin-forgotten-button = I do not know it
pin-cancel-button = Cancel
pin-one-moment = One moment, please.
pin-forgotten = Speak with { $therapist } in person or by phone: the PIN can be taken away there, or you get a new personal link. Nothing is lost, and help works without a PIN.
pin-cancelled = Nothing was changed.
pin-kept = Your PIN is set.
pin-removed = There is no PIN any more.
pin-taken-away = Your PIN was taken away, as you asked. /pin sets a new one.
pin-open = Unlocked.
pin-wrong-before = { $wrong ->
    [one] A wrong PIN was entered once before.
   *[other] A wrong PIN was entered { $wrong } times before.
}
pin-gone = There is nothing to enter here any more.
pin-on = Your PIN is set.
pin-locks-after = { $minutes ->
    [one] I lock after one minute without a tap; /lock does it at once.
   *[other] I lock after { $minutes } minutes without a tap; /lock does it at once.
}
pin-lock-button = Lock now
pin-after-button = { $minutes } min
pin-change-button = Change the PIN
pin-remove-button = Take the PIN away
pin-settings-button = PIN
pin-none = There is no PIN yet.
pin-locked = Locked.
hide-done = Done. I took away what I could, and that is what came in the last two days. What is older stays; in Telegram, the menu of this chat has “Clear history” for it.
waiting-something = Something is waiting for you here.
waiting-message = A message is waiting for you here.
waiting-open-button = Open
settings-discreet-on = Discreet wording: on
settings-discreet-off = Discreet wording: off
settings-pin-on = PIN: set
settings-pin-off = PIN: none
settings-discreet-on-button = Use discreet wording
settings-discreet-off-button = Use plain wording
settings-pin-button = PIN
settings-hide-button = Empty the chat
command-hide = Empty this chat
privacy-keep-two-days = The numbers of messages in this chat, which /hide needs, are deleted after 2 days.

# --- the client's rights: a copy of everything, and an end of everything --------------------------
export-title = A copy of everything
export-holds = I can send you everything that is kept about you: your answers with pictures of how they went, your journal and goals, messages, homework, appointments, notes about you, what you agreed to, and who read what. You can read it as a PDF, and it is there as tables and for other programs too.
    .discreet = I can send you everything that is kept about you: your answers with pictures of how they went, what you wrote, messages, dates, notes about you, what you agreed to, and who read what. You can read it as a PDF, and it is there as tables and for other programs too.
export-locked = It comes as one locked file. I make a passphrase for it and send it right after the file: write it down, on paper or in a password manager, because nobody keeps it and nobody can find it again. After ten minutes I take it out of this chat.
export-careful = Telegram carries both the file and the passphrase. Anyone who can open the file can read all of it, so save it where only you look, and then delete it here.
export-make-button = Make my copy
export-again-button = Try again
export-begun = I am putting it together. The file comes in a moment, and its passphrase after it.
export-under-way = Your copy is being made right now. It comes by itself.
export-enough = You have had three copies within a day. Please come back tomorrow: nothing is lost meanwhile.
export-failed = Your copy could not be made or sent. Nothing of yours is lost. Please try again a little later.
export-file = Your copy. It opens with the passphrase that comes next, for example in 7-Zip (Windows), Keka or The Unarchiver (Mac, iPhone) or ZArchiver (Android). What your device opens by itself may not know this lock.
export-passphrase = The passphrase of your copy. Tap it to see it, and write it down:
export-passphrase-until = It leaves this chat at { $until }, or when you tap the button. Nobody keeps it.
export-noted-button = I have it
export-passphrase-gone = A passphrase stood here, and is gone now. If you do not have it, /export makes a new copy with a new one.
erase-title = Delete everything about me
erase-goes = What goes: your answers and scores, your journal and goals, messages, homework with its photos, appointments, notes of sessions, notes about you, what you agreed to, your Telegram account here and your code. Your own key is destroyed first, so that nothing of it can be read again. This cannot be undone.
    .discreet = What goes: your answers and the numbers in them, what you wrote, messages, dates, notes about you, what you agreed to, your Telegram account here and your code. Your own key is destroyed first, so that nothing of it can be read again. This cannot be undone.
erase-afterwards = Afterwards I do not know you any more, and { $therapist } hears only that your code was deleted, and that an urgent note was still open if there is one. You get a receipt.
erase-stays = What stays: what { $therapist } keeps outside this program, such as the paper record that the law may ask for; what stands in this chat and in Slack; and a list of who did what and when, which holds numbers that lead to nobody. If you are in a group, you are taken out of it; what you wrote there stays until you delete it in Telegram.
erase-when = When shall it happen? Until then everything goes on as it is, you can take it back at any time, and nobody reminds you. You may want a copy first.
erase-export-button = A copy first
erase-days-button = In { $days } days
erase-now-button = Now
erase-keep-button = Keep everything
erase-take-back-button = I take it back
erase-really = Once more, because it cannot be undone: shall I delete everything about you now?
erase-sure-button = Yes, delete everything now
erase-kept = Nothing was changed.
erase-begun = It is being done. The receipt comes in a moment.
erase-waits = Everything about you will be deleted on { $due }.
erase-meanwhile = Until then you can take it back, here or with /delete_me. Nobody will remind you. If you want to hear nothing meanwhile: /stop.
erase-taken-back = Taken back. Everything stays as it is.
receipt-title = Receipt
receipt-done = On { $at } the key under which everything of yours was encrypted was destroyed, and everything about you was deleted from the database of { $practice }: answers, numbers, what you wrote, messages, dates, notes, consents, your account and your code. { $rows ->
    [one] It was one row.
   *[other] It was { $rows } rows.
}
receipt-chat = What stands in this chat is Telegram’s. You can delete it: open the chat’s menu and choose “Delete chat”.
receipt-copies-until = Copies that { $practice } made before, and the database’s own log, may still hold it encrypted, until { $until } at the latest.
receipt-copies-ask = Copies that { $practice } made before may still hold it encrypted, for as long as { $practice } keeps copies. You can ask how long that is.
receipt-log-ask = The database’s own log and copies that { $practice } made before may still hold it encrypted, for as long as { $practice } keeps them. You can ask how long that is.
receipt-number = Number of this receipt: { $receipt }
receipt-thanks = Thank you for having been here. Take good care of yourself.
erased-note = { $client }: everything about this client was deleted from the portal on { $at }, as the client wished. Receipt { $receipt }.
erased-note-practice = { $client }: everything about this client was deleted from the portal on { $at }, by the practice. Receipt { $receipt }.
erased-note-urgent = An urgent note about { $client } was open at that moment, and went with the rest. Please get in touch with the client in another way.
erased-card = This note was about a client whose data has been deleted.
# The copy itself, as it is read on paper.
copy-title = Everything that is kept about you
copy-intro = A copy of everything that the Therapy Progress Portal of { $practice } keeps about you, as it was on { $at }.
copy-code = The portal knows you as { $code }. It does not keep your name.
copy-careful = This is personal. Keep it where only you can read it.
copy-numbers = The numbers are answers to questionnaires. They are not a diagnosis, and one number says little. { $therapist } can look at them with you.
copy-others = The same is in the folder “csv” as tables, in record.json for programs, and in fhir-bundle.json for health software.
copy-contents = What is in here
copy-page = Page { $page } of { $pages }
copy-nothing = Nothing of this is kept.
copy-settings = What you chose
copy-check-ins = Check-ins and answers
copy-pictures = How it went
copy-messages = Messages to you
copy-appointments = Appointments
copy-notes = Notes about you
copy-notes-intro = When a pattern in your answers, a single answer or words about safety, or your own wish sent a note to { $therapist }. A note says that somebody was to look at something, nothing else.
copy-consents = What you agreed to
copy-readers = Who saw or did what
copy-readers-intro = From the portal’s own list, which cannot be changed unnoticed. A list of several clients shows only that you stood on it.
copy-questions = The questions
copy-question = { $item }. { $text }
copy-total = Total
copy-range = Range
copy-date = Date
copy-when = When
copy-until = Until
copy-what = What
copy-who = Who
copy-text = Text
copy-minutes = Minutes
copy-became = What became of it
copy-code-label = Your code
copy-since = Here since
copy-language = Language
copy-place = Time zone
copy-time = Check-in time
copy-address = Your account in Telegram
copy-therapist-label = Therapist
copy-given = Given
copy-late = later than planned
copy-still = still given
copy-state-open = nobody has taken it yet
copy-state-taken = somebody has seen it
copy-state-snoozed = somebody looks at it again later
copy-state-resolved = somebody has dealt with it
copy-message-waiting = on its way
copy-message-sent = sent
copy-message-cancelled = taken back
copy-message-cancelling = being taken back
copy-message-failed = could not be sent
copy-purpose-check-ins = Check-ins
copy-purpose-alerts = Notes about you to your therapist
copy-purpose-sharing = Numbers and pictures in the notes
copy-purpose-messages = Messages from your therapist
copy-purpose-groups = Groups
copy-purpose-group-count = Counted in a group, without a name
copy-purpose-journal = A journal
copy-purpose-journal-sharing = Sharing from the journal
copy-purpose-notes = Notes of sessions

## What a client agrees to, pauses, who read it, a new phone

sharing-title = What you agree to
sharing-check-ins-on = ✓ Check-ins: I ask you short questions here, and your answers are kept.
sharing-check-ins-off = ○ Check-ins: off. I ask nothing and keep no new answers. Earlier answers stay with { $therapist }.
sharing-alerts-on = ✓ Notes about patterns: some patterns in your answers, or in check-ins left open, send a note to { $therapist } in Slack. If you switch this off, an answer or words about safety and “Tell my therapist” are still told.
    .discreet = ✓ Notes about patterns: some patterns in what you answer, or in check-ins left open, send a note to { $therapist } in Slack. If you switch this off, single answers that ask for it and “Tell” below the help card are still told.
sharing-alerts-off = ○ Notes about patterns: off. { $therapist } hears of no pattern from me. An answer or words about safety and “Tell my therapist” are still told.
    .discreet = ○ Notes about patterns: off. Nobody hears of a pattern from me. Single answers that ask for it and “Tell” below the help card are still told.
sharing-sharing-on = ✓ Numbers in Slack: a note shows the numbers and pictures it is about. If you switch this off, it says only what it is about; an answer about safety is still told as you tapped it. Pictures posted earlier stay in Slack.
    .discreet = ✓ Numbers in Slack: a note shows the numbers and pictures it is about. If you switch this off, it says only what it is about; single answers that ask for it are still told as you tapped them. Pictures posted earlier stay in Slack.
sharing-sharing-off = ○ Numbers in Slack: off. A note says what it is about and shows no numbers. An answer about safety is still told as you tapped it.
    .discreet = ○ Numbers in Slack: off. A note says what it is about and shows no numbers. Single answers that ask for it are still told as you tapped them.
sharing-messages-on = ✓ Messages: { $therapist } can write to you here.
sharing-messages-off = ○ Messages: off. { $therapist } cannot write to you here.
sharing-groups-on = ✓ Groups: { $practice } may put you on the list of a group. You are in it only if you then agree to its rules. If you switch this off, you are out of every group at once.
sharing-groups-off = ○ Groups: off. { $practice } puts you on no list of a group. Groups that you were in have ended for you, and the people who lead them know that, without a reason.
sharing-group-count-on = ✓ Counted in a group: whoever leads a group that you are in sees how many of its members practised on each day, without names, and only while at least 5 of them agree. You are one of the number.
    .discreet = ✓ Counted in a group: whoever leads a group that you are in sees how many of its members did something on each day, without names, and only while at least 5 of them agree. You are one of the number.
sharing-group-count-off = ○ Counted in a group: off. You are in no number that is shown to whoever leads a group.
sharing-journal-on = ✓ Journal: what you write with /journal is kept. Only you can read it, as long as you do not share it.
    .discreet = ✓ Own notes: what you write with /journal is kept. Only you can read it, as long as you do not share it.
sharing-journal-off = ○ Journal: off. Nothing new is kept. What you wrote before is in /journal, for you to read, share or delete.
    .discreet = ○ Own notes: off. Nothing new is kept. What you wrote before is in /journal, for you to read, share or delete.
sharing-journal-sharing-on = ✓ Journal for { $therapist }: what you choose to share of it can be read on a page of { $practice }. If you write nothing for much longer than usual, { $therapist }’s list may say so; for that the days of all your entries count, those only for you as well, and never what is in them. If you switch this off, everything you shared is yours alone again.
    .discreet = ✓ Sharing own notes: what you choose to share can be read on a page of { $practice }. If you write nothing for much longer than usual, your contact’s list may say so; for that the days of all your notes count, those only for you as well, and never what is in them. If you switch this off, everything you shared is yours alone again.
sharing-journal-sharing-off = ○ Journal for { $therapist }: off. Nobody but you reads your journal, and nobody is told whether you write.
    .discreet = ○ Sharing own notes: off. Nobody but you reads them, and nobody is told whether you write.
sharing-notes-on = ✓ Notes of sessions: { $therapist } may propose a note here after a session, and what you answer is kept with it. If you switch this off, what waits goes back to { $therapist }. What is settled stays, for you as well.
    .discreet = ✓ Shared notes: your contact may propose a note here, and what you answer is kept with it. If you switch this off, what waits goes back. What is settled stays, for you as well.
sharing-notes-off = ○ Notes of sessions: off. No note is proposed to you. What is settled is in /notes.
    .discreet = ○ Shared notes: off. No note is proposed to you. What is settled is in /notes.
sharing-research = Nothing here is used for research. Help now works whatever you choose.
sharing-check-ins-off-button = Check-ins: switch off
sharing-check-ins-on-button = Check-ins: switch on
sharing-alerts-off-button = Notes: switch off
sharing-alerts-on-button = Notes: switch on
sharing-sharing-off-button = Numbers: switch off
sharing-sharing-on-button = Numbers: switch on
sharing-messages-off-button = Messages: switch off
sharing-messages-on-button = Messages: switch on
sharing-groups-off-button = Groups: switch off
sharing-journal-off-button = Journal: switch off
    .discreet = Own notes: switch off
sharing-journal-on-button = Journal: switch on
    .discreet = Own notes: switch on
sharing-journal-sharing-off-button = Sharing the journal: switch off
    .discreet = Sharing own notes: switch off
sharing-journal-sharing-on-button = Sharing the journal: switch on
    .discreet = Sharing own notes: switch on
sharing-notes-off-button = Notes of sessions: switch off
    .discreet = Shared notes: switch off
sharing-notes-on-button = Notes of sessions: switch on
    .discreet = Shared notes: switch on
sharing-groups-on-button = Groups: switch on
sharing-group-count-off-button = Counted in a group: switch off
sharing-group-count-on-button = Counted in a group: switch on
sharing-who-button = Who has read it?
sharing-no-check-ins = Check-ins are switched off, as you chose.
sharing-news-title = You can choose more now
sharing-news = What you agree to is now in parts, and you can switch each one on or off. Nothing has changed by itself: what you agreed to goes on until you choose otherwise.
sharing-keep-button = It is fine as it is
sharing-parts-button = Look at the parts
sharing-kept = Thank you. Everything stays as it is. You find the parts in /sharing whenever you like.
menu-pause-button = Take a break
menu-sharing-button = What I agree to
command-pause = Take a break

pause-question = How long would you like a break? You can also write it, for example: /pause 5d
pause-days-button = { $days ->
    [3] 3 days
    [7] 1 week
    [14] 2 weeks
   *[other] { $days } days
}
pause-set = I pause until { $until }.
pause-costs-nothing = Until then I ask nothing and remind you of nothing, and nothing counts as left open. Help now works as always, and /checkin is there if you feel like it.
pause-stands = Your break goes on until { $until }.
pause-end-button = Go on now
pause-resumed = Good to have you back. I will write around { $clock }.
pause-none = There is no break at the moment. I write around { $clock }.
pause-over = Your break is over. There is nothing to catch up on.
pause-not-understood = I did not understand how long. Write for example: /pause 5d for 5 days, or /pause 2w for 2 weeks.
pause-how-long = A break can take 1 to { $days } days. For longer, pause again then, or use /stop.

who-title-readers = Who has seen or done what about you
who-title-notes = Notes about you
who-nothing-readers = Nobody has seen or done anything so far.
who-nothing-notes = There has been no note so far.
who-about-readers = “Was shown” means that it came by itself: whether anybody looked, I cannot know. What happens in a group is not listed here, because the group’s program does not know who you are in my records.
who-about-notes = Notes go to { $therapist } in Slack. They describe numbers; they do not judge.
who-newer-button = Newer
who-older-button = Older
who-notes-button = Notes about me
who-readers-button = Who has read it?
who-many-times = { $first } to { $last }, { $times } times
who-administrator = the administration of the practice
    .discreet = whoever runs this
who-shown = A note about you was shown to { $who }.
who-opened = { $who } opened a note about you.
who-chart = A picture of your answers was shown to { $who }.
who-beside = Your scores were shown to { $who } under your code, beside those of other clients.
    .discreet = Your numbers were shown to { $who } under your code, beside those of others.
who-record = { $who } read your record.
who-list = Your code was shown in the list of clients to { $who }.
who-saw = { $who } saw something of yours.
who-took = { $who } took a note about you.
who-wrote = { $who } wrote to you.
who-took-back = { $who } took a message to you back.
who-set-aside = { $who } put a note about you aside for later.
who-closed = { $who } closed a note about you.
who-invited = { $who } made an invitation link for you.
who-moved = You moved to another Telegram account.
who-exported = { $who } took a copy of your record.
who-session = { $who } entered a session with you.
    .discreet = { $who } entered a meeting with you.
who-enrolled = { $who } put you on the list of a group.
who-new-therapist = { $who } noted who your therapist is now.
    .discreet = { $who } noted whom you reach here now.
who-counted = { $who } saw how many in a group of yours practised on each day. You were one of the number; nobody is named.
    .discreet = { $who } saw numbers of a group of yours, by day. You were one of the number; nobody is named.
who-did = { $who } changed something about your record.
who-you-took = You took a copy of your record.
who-you-did = You changed something about your record.
who-note = Something in your answers was told.
who-note-declining-mood = A harder stretch: your mood was lower several days in a row.
    .discreet = A harder stretch: one of your numbers was lower several days in a row.
who-note-rising-anxiety = A more tense stretch, several days in a row.
who-note-below-own-baseline = Some days were harder than is usual for you.
who-note-missed-check-ins = It had been quiet here for a while.
who-note-reliable-deterioration = A questionnaire was clearly higher than at the start.
    .discreet = The longer questions came out clearly higher than at the start.
who-note-critical-item = An answer about safety.
    .discreet = A single answer that asked for it.
who-note-asked-for-therapist = You asked for { $therapist }.

relink-title = Is this your new phone?
relink-question = { $practice } made this link so that you can go on here. Everything comes along, and the chat on your earlier account ends.
relink-not-you = If you did not expect this, choose “Not now” and tell { $therapist }.
relink-agree-button = Yes, go on here
relink-done = You go on here now. Everything of yours is here, and your check-ins come here from now on. If you are in a group, your therapist can add this account to it.
    .discreet = You go on here now. Everything of yours is here, and your check-ins come here from now on. If you are in a group, { $therapist } can add this account to it.
relink-menu-button = What can I do here?
relink-left = You go on in another Telegram account now, as you asked. Nothing more comes here, and from here nobody can look anything up about you. What was written before still stands here: /hide takes away what can be taken away. If that was not you, please tell whoever first invited you here, soon. “Help now” works here too.

alert-not-shown = { $client } does not show numbers in Slack. What it is about stands above; for more, please ask in the session.
alert-withdrawn = Closed { $at }: the client has switched notes about patterns off.
support-not-wanted = { $client } takes no messages here, by choice. Please speak as you usually do.
staff-client-paused-until = paused until { $until }
staff-off-check-ins = no check-ins, by choice
staff-off-alerts = no notes about patterns, by choice
staff-off-sharing = no numbers in Slack, by choice
staff-off-messages = no messages, by choice
staff-off-groups = no groups, by choice

# --- when to ask ---------------------------------------------------------------------------------

settings-wakes = You wake around { $clock }
settings-wakes-button = Change when you wake
settings-which-waking = When do you usually wake? A check-in comes some hours later, from tomorrow on.
settings-clock-button = { $clock }
checkin-later-today = More to answer opens today at { $clock }. I do not write again for it: /checkin shows it.
settings-messages = On my own I write at most once a day, whatever is due: at most 7 messages a week.
checkin-one-number = It has been quiet for a while, and that is fine. One number is enough, the first one. Or take a break: /pause
client-silent = { $client } has answered nothing for { $days } days. I have stopped asking; /checkin opens a check-in at any time, and with the first answer I go on.
client-moved = { $client } is { $name }’s client from now on. What you set for them stays; what is open went over.
client-came = { $client } is your client from now on; before, { $name } was their therapist. The client is told on a day that has room for it.
new-therapist = Your therapist here is { $therapist } from now on. Nothing is lost: { $therapist } sees what your therapist saw until now. If this surprises you, { $practice } can tell you more.
    .discreet = Somebody else is your contact here from now on. Nothing is lost. If this surprises you, ask whoever it was until now.
setup-test-alert = This is a test alert of your portal. Urgent notes about clients will come to you here. No client is concerned. Please press the button.
setup-test-seen = It is here
setup-test-done = The test alert has arrived, and your press came back. Thank you.

## Pictures: a week, two numbers side by side, sessions, breaks, dark screens

glance-week-button = My week
glance-week-title = Your last seven days
glance-links-button = Two of my numbers side by side
glance-links-title = Two of your numbers side by side
glance-session = session, as arranged
    .discreet = meeting, as arranged
glance-caption-paused = { $days ->
    [one] { $days } day was a break.
   *[other] { $days } days were a break.
}
glance-link-with = { $counted }: { $least } or more
glance-link-without = { $counted }: less than { $least }
glance-link-mean = mean
glance-link-days = { $days ->
    [one] one day
   *[other] { $days } days
}
glance-link-number = { $side }: { $days ->
    [one] { $days } day
   *[other] { $days } days
}, mean { $mean }
glance-link-same-some = On { $with } days with “{ $counted }” at { $least } or more, “{ $felt }” was { $difference } { $way ->
    [lower] lower
   *[higher] higher
} on average than on { $without } days with less. Shuffled days differ as much { $chance ->
    [one] { $chance } time
   *[other] { $chance } times
} in 100.
glance-link-same-none = “{ $felt }” was about the same on { $with } days with “{ $counted }” at { $least } or more and on { $without } days with less. That is quite ordinary.
glance-link-next-some = On the day after, it was { $difference } { $way ->
    [lower] lower
   *[higher] higher
} ({ $with } and { $without } days). Shuffled days differ as much { $chance ->
    [one] { $chance } time
   *[other] { $chance } times
} in 100.
glance-link-next-none = On the day after, it was about the same ({ $with } and { $without } days). That is quite ordinary.
glance-link-cause = This does not prove a cause. Both ways are ordinary, and so is no difference.
settings-dark-on = Pictures: dark
settings-dark-off = Pictures: light
settings-dark-on-button = Make pictures dark
settings-dark-off-button = Make pictures light

## What a therapist lets a client see

staff-shown-button = What is shown
staff-shown-title = What { $client } may see
staff-shown-bands-on = Names of score ranges and of changes: { $client } may choose to see them.
staff-shown-bands-off = Names of score ranges and of changes: not shown.
staff-shown-links-on = Two daily numbers side by side, such as practice and pain: { $client } may look at them.
staff-shown-links-off = Two daily numbers side by side, such as practice and pain: not shown.
staff-shown-bands-on-button = Allow names
staff-shown-bands-off-button = Take names back
staff-shown-links-on-button = Allow two numbers
staff-shown-links-off-button = Take two numbers back
staff-shown-note = Two numbers need 10 days on each side, rest for two days after a crisis card, and prove no cause. { $client } is not written to about this.
staff-help-shown = /portal shown and a client’s code: what that client may see in pictures.

## Workflows

workflow-sentence = { $when }, { $if }: { $then }.
workflow-sentence-always = { $when }: { $then }.
workflow-and = { $first } and { $second }
workflow-then = { $first }; { $second }
workflow-when-questionnaire = When { $title } is answered
workflow-when-improved = When { $title } has become reliably better than at the start
workflow-when-deteriorated = When { $title } has become reliably worse than at the start
workflow-when-homework = When you have reviewed homework
workflow-when-first-week = When the first week is over
workflow-if-score-at-least = if the score is { $at } or more
workflow-if-score-at-most = if the score is { $at } or less
workflow-if-other-score-at-least = if the newest { $title } is { $at } or more
workflow-if-other-score-at-most = if the newest { $title } is { $at } or less
workflow-if-item = if item { $item } is answered with { $at } or more
workflow-if-tag = if its title holds #{ $tag }
workflow-do-ask = { $days ->
    [one] ask { $title } once after 1 day
   *[other] ask { $title } once after { $days } days
    }
workflow-do-tell = tell the therapist
workflow-do-resource = put { $resource } on the shelf
workflow-do-homework = { $days ->
    [one] assign “{ $title }”, due after 1 day
   *[other] assign “{ $title }”, due after { $days } days
    }
workflow-did-ask-done = { $title } is asked on { $on }
workflow-did-tell-done = you are told
workflow-did-homework-done = “{ $title }” is assigned
workflow-did-resource-done = { $title } is on the shelf
workflow-some-resource = something from the library
workflow-kind-ask = { $title } is not asked
workflow-kind-tell = nobody is told
workflow-kind-homework = “{ $title }” is not assigned
workflow-kind-resource = { $title } is not put on the shelf
workflow-not = { $what }: { $why }
workflow-why-paused = the client has a pause, or has stopped
workflow-why-not-agreed = the client does not agree to it
workflow-why-unspoken = it has no words in the client’s language
workflow-why-retired = it is not offered any more
workflow-why-asked-anyway = it was asked lately, or is going to be
workflow-why-on-shelf = it is there already
workflow-why-shelf-full = the shelf is full
workflow-card-title = { $client }: workflow { $name }
workflow-card-answered = { $title } was answered on { $on }.
workflow-card-reviewed = Homework was reviewed on { $on }.
workflow-card-first-week = The first week was over on { $on }.
workflow-card-score = { $title }: { $score }.
workflow-card-answer = Item { $item }: { $value }.
workflow-card-improved = { $title } is reliably better: at the start, on { $baseline_on }, it was { $baseline }.
workflow-card-deteriorated = { $title } is reliably worse: at the start, on { $baseline_on }, it was { $baseline }.
workflow-card-hidden = { $client } has not agreed to numbers being shown here.
workflow-card-note = You are told of this in working hours; nothing here is urgent. To switch it off for { $client }: /portal workflows { $client }
workflow-button = Workflows
workflow-title = Workflows
workflow-close = Close
workflow-about = What follows by itself when something happens. Critical answers are told at once, always, whatever stands here.
workflow-about-client = What follows by itself for { $client }.
workflow-none = There are no workflows yet. Whoever runs the portal brings them in: portal workflow import
workflow-more = These are { $shown } of { $all }. Whoever runs the portal can list all of them: portal workflow list
workflow-on = On. { $sentence }
workflow-off = Off. { $sentence }
workflow-cannot = It cannot run as things are, and is not switched on. { $why }
workflow-note = { $runs ->
    [0] { $name }, version { $version }. It has not run in the last { $days } days.
    [one] { $name }, version { $version }. It ran once in the last { $days } days.
   *[other] { $name }, version { $version }. In the last { $days } days it ran { $runs } times, for { $clients } clients.
    }
workflow-note-as-practice = { $name }: as in the whole practice.
workflow-note-own = { $name }: said for { $client } alone.
workflow-on-button = Switch on
workflow-off-button = Switch off
workflow-usual-button = As in the practice
workflow-lately = What ran lately
workflow-lately-none = Nothing has run for { $client } yet.
workflow-ran = { $at }, { $name }: { $did }.
staff-help-workflows = /portal workflows: what follows by itself; with a client’s code, for that client.
## Homework

menu-homework-button = Homework
    .discreet = My list
command-homework = What is open between sessions
    .discreet = What is on my list
homework-from = { $therapist } suggests this for the time between sessions:
    .discreet = This was suggested to you:
homework-from-rule = A rule that { $practice } has set up chose this; no person did at this moment. { $therapist } can see how it goes.
    .discreet = A rule chose this; no person did at this moment.
homework-due-on = By { $on }, if that suits you.
homework-said-done = You said: done.
homework-said-partly = You said: partly.
homework-said-smaller-asked = You asked for a smaller step. { $therapist } finds that in Slack.
    .discreet = You asked for a smaller step.
homework-said-let-go = You let it go. That is all right.
homework-wrote = You wrote a few words about it.
homework-photos = { $photos ->
    [one] You handed in 1 photo.
   *[other] You handed in { $photos } photos.
}
homework-reviewed = { $therapist } has looked at it.
    .discreet = It was looked at.
homework-word-back = What was said to it:
homework-withdrawn = { $therapist } has taken this back. There is nothing to do.
    .discreet = This was taken back. There is nothing to do.
homework-where = What you tap or write about this is kept, and { $therapist } can read it. Nobody reads it at once. You can change it whenever you like.
    .discreet = What you tap or write about this is kept. Nobody reads it at once. You can change it whenever you like.
homework-done-button = Done
homework-partly-button = Partly
homework-smaller-asked-button = Make it smaller
homework-let-go-button = Let it go
homework-open-button = Open again
homework-words-button = Add words or a photo
homework-list-button = Whole list
homework-look-button = Have a look
homework-leave-button = Leave it
homework-back-button = Back to it
homework-kept = Noted. You can change it.
homework-gone = There is nothing to do about this any more.
homework-write = Please write it in one message, or send photos. { $therapist } can read and see it.
    .discreet = Please write it in one message, or send photos.
homework-photos-unread = I do not look at what is on a photo, also not for words that may mean danger. If something cannot wait, please tap Help now.
    .discreet = I do not look at what is on a photo, whatever it says. If something cannot wait, please tap Help now.
homework-file-coming = I am looking whether this can be kept.
homework-file-kept = The photo is kept. { $therapist } can see it, and nobody looks at once. Place, time and device of the photo are taken out. You can send another.
    .discreet = It is kept. Nobody looks at once. Place, time and device are taken out. You can send another.
homework-file-no-picture = Thank you. I can take single photos only: JPEG, PNG or WebP. A photo of a page works well. Nothing was kept.
homework-file-too-large = Thank you. This is more than I can take: up to { $limit } MB, and no more than 30 million points. A photo sent as a photo is smaller. Nothing was kept.
homework-file-damaged = Thank you. I could not read this picture. Please try a new photo, or a screenshot. Nothing was kept.
homework-file-not-fetched = Telegram did not give me what you sent. Please send it once more, if you like. Nothing was kept.
homework-files-enough = There are { $limit } photos with this already, and I cannot take more. This one was not kept.
homework-words-kept = Kept. { $therapist } can read it, and nobody reads it at once.
    .discreet = Kept. Nobody reads it at once.
homework-words-long = That is more than I can keep at a time. Please send it in parts of up to { $limit } characters.
homework-list-title = Homework
    .discreet = Your list
homework-list-nothing = Nothing is open. What { $therapist } suggests for the time between sessions is listed here.
    .discreet = Nothing is open. What is suggested to you is listed here.
homework-list-open = Open:
homework-list-so-far = So far:
homework-by = by { $on }
homework-state-open = open
homework-state-done = done
homework-state-partly = partly
homework-state-smaller-asked = smaller step asked for
homework-state-let-go = let go
homework-state-withdrawn = taken back
homework-still-open = Still open, for when it suits you: { $title }
    .discreet = Something is still open, for when it suits you.
homework-line-open = Still open, for when it suits you: { $title }. /homework shows everything.
    .discreet = Something is still open, for when it suits you (/homework).
homework-line-new = Something new, for when it suits you: { $title }. /homework shows everything.
    .discreet = Something new is there, for when it suits you (/homework).
homework-review-from = { $therapist } writes about “{ $title }”:
    .discreet = A word about “{ $title }”:
homework-review-note = To answer, add a few words to it in the list.
alert-crisis-words = words that may mean danger
alert-crisis-words-facts = Some words of the client’s, on { $on }, stand on the list of crisis words; that may be a false alarm. The crisis contacts went to the client at once. { $where ->
    [chat] They were typed into the chat where nothing was asked: nothing of them is kept, and nobody can read them.
    [messages] They were in a message to you: the record page has it.
    [moments] They were about a key moment: the record page has it if it was marked and may be seen there.
    [journal] They stand in a journal entry that the client has shared now: it is on the record page, unless the client takes it back.
    [notes] They were in an answer to a note of a session: the record page has it, if it was kept.
    [goals] They were about a goal, or a smaller step: the record page has them if they were kept and may be seen there.
   *[other] What was written is on the record page.
 }
alert-crisis-words-rule = Rule: words of the crisis list are told at any hour. They may be denied, or be about somebody else.
who-note-crisis-words = Some of your words made me show you who can be called.
staff-homework-button = Homework
staff-homework-title = Homework of { $client }
staff-homework-none = { $client } has no homework so far.
staff-homework-piece = { $number }. { $title }
staff-homework-answered = { $at }
staff-homework-wrote = wrote a few words
staff-homework-photos = { $photos ->
    [one] 1 photo
   *[other] { $photos } photos
}
staff-homework-new = not looked at yet
staff-homework-reviewed = looked at
staff-homework-untold = not delivered yet
staff-homework-words = What { $client } wrote or handed in is on the record page, and not in Slack.
staff-homework-open = { $pieces ->
    [one] 1 piece of homework open
   *[other] { $pieces } pieces of homework open
}
staff-homework-came-back = { $pieces ->
    [one] homework came back
   *[other] homework came back ({ $pieces })
}
staff-help-homework = /portal homework and a client’s code: what is open, what came back, and something new.
staff-homework-assign-button = Assign homework
staff-homework-review-button = { $number }: Reviewed
staff-homework-withdraw-button = { $number }: Take back
staff-homework-not-wanted = { $client } does not take messages here, so no homework can be sent.
staff-homework-form-title = Assign homework
staff-homework-form-submit = Assign
staff-homework-form-for = Homework for { $client }
staff-homework-form-note = It goes to Telegram at once and carries your name.
staff-homework-form-name-label = Title
staff-homework-form-name-hint = A few words: they stand on a button and in lists.
staff-homework-form-task-label = What to do
staff-homework-form-due-label = By when
staff-homework-form-due-hint = On that day one gentle line says that it is still open. It is never called late.
staff-homework-title-empty = Please give it a short title.
staff-homework-task-empty = Please write what to do.
staff-homework-too-long = Please keep it under { $limit } characters.
staff-homework-due-when = Please choose a day from today on, within a year.
staff-homework-review-title = Reviewed
staff-homework-review-submit = Reviewed
staff-homework-review-piece = { $title } – { $state }
staff-homework-review-label = A word back
staff-homework-review-hint = It goes to Telegram and carries your name. Without it nothing is sent.
who-photo = A photo you handed in with homework was shown to { $who }.
    .discreet = A photo you handed in was shown to { $who }.
who-homework = Your homework was shown to { $who }.
    .discreet = Your list was shown to { $who }.
who-homework-assigned = { $who } suggested something to you for the time between sessions.
    .discreet = { $who } put something on your list.
who-homework-reviewed = { $who } looked at what you had answered to your homework.
    .discreet = { $who } looked at an answer of yours.
who-homework-withdrawn = { $who } took a piece of homework back.
    .discreet = { $who } took something off your list.
glance-homework-done = homework done
    .discreet = things done
glance-caption-homework = Homework of these weeks: { $done } of { $of } done.
    .discreet = Things of these weeks: { $done } of { $of } done.
glance-practice-days = { $days ->
    [one] day with practice
   *[other] days with practice
}
    .discreet = { $days ->
        [one] day ticked off
       *[other] days ticked off
    }
glance-caption-practice = { $days ->
    [one] Practice on 1 day of these weeks.
   *[other] Practice on { $days } days of these weeks.
}
    .discreet = { $days ->
        [one] Something was ticked off on 1 day of these weeks.
       *[other] Something was ticked off on { $days } days of these weeks.
    }
copy-homework = Homework
copy-homework-rule = a rule of the practice
copy-homework-you = you
copy-homework-assigned = assigned
copy-homework-open = opened again
copy-homework-done = done
copy-homework-partly = partly done
copy-homework-smaller-asked = asked for a smaller step
copy-homework-let-go = let go
copy-homework-words = wrote
copy-homework-file = handed in a photo
copy-homework-reviewed = looked at it
copy-homework-withdrawn = took it back
copy-shelf = Your shelf
copy-shelf-put = put on the shelf
copy-shelf-opened = first looked at
copy-shelf-helpful = helpful
copy-shelf-not-for-me = not for me
copy-shelf-unsaid = took back what was said
copy-shelf-removed = taken off
record-homework = Homework
record-no-homework = No homework in this time.
record-homework-by = Assigned by { $therapist }, { $at }.
record-homework-by-rule = Assigned by a rule, { $at }.
record-homework-due = By { $on }.
record-homework-wrote = { $at }: { $words }
record-homework-photo = Photo handed in, { $at }
record-homework-step = { $at }: { $state }
record-homework-reviewed = { $at }: looked at
record-homework-answered = { $at }: looked at, with the words “{ $words }”
digest-homework = Homework came back: { $clients }.
## Critical answers that are known, with a plan

alert-known-button = Known, with a plan
alert-known-end-button = No longer known
alert-known = Known since { $since }, with a plan until { $until } ({ $by }): an answer of { $value } or lower to this question begins no chain.
alert-known-higher = Known with a plan until { $until } ({ $by }) is an answer of { $value } or lower. This one is higher, and is passed on as ever when nobody takes it.
alert-known-form-title = Known, with a plan
alert-known-form-submit = Keep
alert-known-form-changes = While it is known, this card and the client’s crisis card come as ever, at any hour. What does not begin is the chain, for this answer or a lower one to this question. A higher answer, “not sure”, “no” and “Tell my therapist” always begin it.
alert-known-plan-label = The plan, in a few words
alert-known-plan-hint = Kept encrypted. It stands on the record page and in the client’s own copy, not on the card.
alert-known-until-label = Until the end of which day
alert-known-until-hint = { $on } at the latest. It ends by itself.
alert-known-plan-empty = Please say what the plan is.
alert-known-plan-long = Please keep it to { $limit } characters.
alert-known-until-when = Please choose a day from today on, and at most 28 days ahead.
alert-known-look-first = Please look at the newest card and take it first. An answer is marked as known when somebody has seen it.
alert-known-ended = { $client }: the answer is known no longer. The next one begins the chain again.
alert-known-over = { $client }: it has been known no longer for a while already.
record-known = Known, with a plan until { $until }: { $instrument }, question { $item }, an answer of { $value } or lower ({ $by }, { $since }). The plan: { $plan }
who-planned = { $who } noted that one of your answers is known and that there is a plan.
who-plan-ended = { $who } ended a plan about one of your answers.

## Rules and schedules in Slack

rules-list-button = Rules
rules-client-button = Rules
rules-list-own = Your rules
rules-list-client = Rules for { $client }
rules-list-note = The nearest wins: what is set for a client, then by the therapist, then by the practice. Critical answers, and clients who ask, are told at any hour; nothing about that can be set.
rules-entry = { $rule }: { $state }
    { $definition }
    { $where }
rules-change-button = { $rule }
rules-where-usual = The usual setting.
rules-where-client = Set for this client: { $what }.
rules-where-therapist = Set by the therapist: { $what }.
rules-where-practice = Set by the practice: { $what }.
rules-value = { $name } { $value }
rules-name-declining-mood = Falling mood
rules-name-rising-anxiety = Rising anxiety
rules-name-below-own-baseline = Below the usual range
rules-name-missed-check-ins = Check-ins left open
rules-name-engagement-decline = Fewer answers
rules-name-reliable-deterioration = Reliably higher score
rules-name-no-reliable-change = No reliable change yet
rules-name-score-threshold = Score at a number
rules-name-unconfirmed-appointment = Appointment without an answer
rules-name-homework-overdue = Homework still open
rules-name-practice-gap = Days without practice
rules-name-no-journal = Days without a journal entry
rules-state-on = on
rules-state-off = off
rules-state-shadow = counted, nobody is told
rules-delivery-today = in working hours
rules-delivery-digest = with the daily digest
rules-delivery-home = on Home alone
rules-parameter-state = Rule
rules-parameter-delivery = Told
rules-parameter-cool-down = Quiet afterwards, in days
rules-parameter-falls = Falls in a row
rules-parameter-rises = Rises in a row
rules-parameter-minimum = Points in all, at least
rules-parameter-days = Days
rules-parameter-hours = Hours
rules-parameter-k = Standard deviations
rules-parameter-limit = In a row not answered
rules-parameter-percent = Percent of the usual share
rules-parameter-weeks = Weeks since the first score
rules-parameter-instrument = Score, such as phq9 or dass21.anxiety
rules-parameter-at = At this number or above
rules-whole-number = A whole number from { $lowest } to { $highest }.
rules-number = A number from { $lowest } to { $highest }.
rules-no-such-score = Please write the name of a score that is kept here, such as phq9 or gad7.
rules-form-title = Change a rule
rules-form-submit = Compare
rules-form-client = For { $client } alone.
rules-form-tried = Nothing is kept yet: you see first what these numbers would have told you in the last 60 days, beside what you are told now.
rules-same = That is as it is already.
rules-tried-changes = Proposed: { $changes }.
rules-tried-own = What this rule would have told you about your clients in the last { $days } days ({ $clients } in all):
rules-tried-client = What this rule would have told you about { $client } in the last { $days } days:
rules-tried-then = As proposed
rules-tried-note = Nothing is kept until you press Save.
rules-save-button = Save
rules-change-again-button = Change again
rules-back-button = Back to the practice’s
rules-kept-own = { $back ->
    [yes] { $rule }: as the practice has it from now on.
   *[no] { $rule }: kept for your clients. What is set for a single client stays.
}
rules-kept-client = { $back ->
    [yes] { $rule }: for { $client } nothing of its own is set any more.
   *[no] { $rule }: kept for { $client }.
}
form-schedule-button = Schedule
form-schedule-title = When { $client } is asked
form-schedule-plan = { $instrument }: { $schedule }. Next: { $next }
form-schedule-plan-none = { $instrument }: { $schedule }. None is coming in the next weeks.
form-schedule-plan-resting = { $instrument }: { $schedule }. Resting at the moment.
form-schedule-every-day = every day
form-schedule-every-weekdays = on weekdays
form-schedule-every-other-day = every other day
form-schedule-every-week = every week
form-schedule-every-fortnight = every two weeks
form-schedule-every-month = every four weeks
form-schedule-every-session = before each session
form-schedule-every-once = once
form-schedule-on = on { $day }
form-schedule-at = at { $clock }
form-schedule-at-two = at { $first } and { $last }
form-schedule-within = at a random time between { $first } and { $last }
form-schedule-after-waking = { $hours ->
    [one] 1 hour after waking
   *[other] { $hours } hours after waking
}
form-schedule-messages = Messages a week: { $messages }
form-schedule-about = about { $messages }
form-schedule-less-than-one = less than 1
form-schedule-note = Times are on the client’s own clock. A day has one message, with the pulse where there is one: what opened before waits for it, and what opens later is announced in it and comes without a message.
form-schedule-change-button = Change
form-schedule-save-button = Save
form-schedule-form-title = Schedule
form-schedule-submit = See
form-schedule-tried = Nothing is kept yet: you see first how many messages a week it would be.
form-schedule-instrument-label = What is asked
form-schedule-said-label = When, in words
form-schedule-said-hint = every day at 08:30 and 19:30 · every other day · on weekdays at a random time between 10:00 and 16:00 · every two weeks on Monday at 18:00 · every day 2 hours after waking · before each session
form-schedule-not-so = { $why }
form-schedule-would = Messages a week: { $before } now, { $messages } then. Nothing is kept until you press Save.
form-schedule-kept = Kept. Messages a week: { $messages } (it was { $before }). What is open today stays.
staff-help-rules = /portal rules: your rules and their numbers. With a client’s code: the rules for that client.
staff-help-schedule = /portal schedule and a client’s code: what that client is asked when, and how many messages that is.
staff-help-groups = /portal groups: how many in each group that you lead practised, day by day and without names.
alert-known-short = A critical answer is known with a plan until { $until }: an equal or lower one starts no chain.
## Three months ago: when there is nothing so old yet

glance-then-soon = From { $on } on you can also look at “Three months ago and now”.
glance-then-from = “Three months ago and now” will be here from { $on } on: then your first numbers are old enough to look back at.
glance-then-none = There are no two numbers yet that lie three months apart. When there are, they stand here side by side.

## The shelf

menu-shelf-button = My shelf
command-shelf = What your therapist put there for you
    .discreet = What is on my shelf
shelf-title = Your shelf
shelf-empty = Nothing is on your shelf so far. { $therapist } can put things here that may suit you: something to read, to listen to, or to try. There is nothing to do.
    .discreet = Nothing is on your shelf so far. There is nothing to do.
shelf-about = Look whenever you like, or not at all. { $therapist } sees what you have opened, and what you tap below a thing.
    .discreet = Look whenever you like, or not at all. What you open, and what you tap below a thing, is kept.
shelf-kind-read = to read
shelf-kind-listen = to listen to
shelf-kind-watch = to watch
shelf-kind-try = to try
shelf-kind-book = a book
shelf-kind-place = somewhere to turn to
shelf-takes = { $minutes ->
    [one] { $kind }, about 1 minute
   *[other] { $kind }, about { $minutes } minutes
}
shelf-new = new
shelf-state-helpful = helpful
shelf-state-not-for-me = not for me
shelf-page = Page { $page } of { $pages }
shelf-newer-button = Newer
shelf-older-button = Older
shelf-from-rule = A rule that { $practice } has set up put this here; no person did at this moment.
    .discreet = A rule put this here; no person did at this moment.
shelf-why = { $therapist } writes:
    .discreet = A word about it:
shelf-said-helpful = You said: helpful.
shelf-said-not-for-me = You said: not for me. That is all right.
shelf-where = { $therapist } sees what you tap here. Nobody looks at it at once. You can change it whenever you like.
    .discreet = What you tap here is kept. Nobody looks at it at once. You can change it whenever you like.
shelf-helpful-button = Helpful
shelf-not-for-me-button = Not for me
shelf-unsaid-button = Take that back
shelf-off-button = Take off my shelf
shelf-back-button = Back to my shelf
shelf-look-button = My whole shelf
shelf-noted = Noted. You can change it.
shelf-taken-off = It is off your shelf.
shelf-gone = This is not on your shelf any more.
shelf-told = { $things ->
    [one] Something new is on your shelf, for when it suits you:
   *[other] { $things } new things are on your shelf, for when it suits you:
}
shelf-news-more = { $things ->
    [one] and 1 more
   *[other] and { $things } more
}
shelf-line = { $things ->
    [one] Something new is on your shelf, for when it suits you. /shelf shows it.
   *[other] { $things } new things are on your shelf, for when it suits you. /shelf shows them.
}
who-shelf = Your shelf was shown to { $who }.
who-shelf-put = { $who } put something on your shelf.
who-shelf-off = { $who } took something off your shelf.
staff-shelf-button = Shelf
staff-shelf-title = Shelf
staff-shelf-of = Shelf of { $client }
staff-shelf-none = Nothing is on the shelf of { $client } so far.
staff-shelf-item = { $number }. { $title }
staff-shelf-since = since { $at }
staff-shelf-by-rule = put there by a workflow
staff-shelf-opened = opened
staff-shelf-not-opened = not opened so far
staff-shelf-library-empty = The library of the practice offers nothing yet. Whoever runs the portal fills it: portal resource add
staff-shelf-tells = { $client } hears of new things in the one message of a day. In Telegram, /shelf shows them at once.
staff-shelf-tells-not = { $client } does not take messages here and is not told of new things. In Telegram, /shelf shows them.
staff-shelf-resource-label = Put on the shelf
staff-shelf-resource-hint = From the library of the practice. What is on the shelf already is left out.
staff-shelf-why-label = Why, in a sentence
staff-shelf-why-hint = It stands above the text and carries your name.
staff-shelf-off-label = Take off the shelf
staff-shelf-submit = Save
staff-shelf-choose = Please choose something to put on the shelf, or something to take off.
staff-shelf-why-alone = This sentence belongs to something that is put on the shelf. Please choose it above.
staff-shelf-why-long = Please keep it to { $limit } characters.
staff-shelf-put = It is on the shelf of { $client }, who hears of it in the one message of a day.
staff-shelf-put-quietly = It is on the shelf of { $client }, who takes no messages here and is not told. In Telegram, /shelf shows it.
staff-shelf-taken-off = It is off the shelf of { $client }.
staff-shelf-stopped = { $client } has stopped, so nothing was put on the shelf.
staff-shelf-unoffered = The library does not offer this any more. Nothing was put on the shelf of { $client }.
staff-shelf-there = This is on the shelf of { $client } already.
staff-shelf-full = The shelf of { $client } is full. Please take something off first.
staff-help-shelf = /portal shelf and a client’s code: what is on the shelf, what was said of it, and something new.
record-shelf = Shelf
record-no-shelf = Nothing is on the shelf.
record-shelf-by = Put there by { $therapist }, { $at }.
record-shelf-by-rule = Put there by a workflow, { $at }.
record-shelf-opened = First opened { $at }.
record-shelf-not-opened = Not opened so far.
record-shelf-said = { $at }: { $state }
## Key moments

moment-caption = Key moments: { $moments }.
    .discreet = Days that were marked: { $moments }.
moment-neutral = marked
moment-of-client = marked by the client
    .discreet = marked
moment-list-title = Key moments
    .discreet = Marked days
menu-moment-button = Key moments
    .discreet = My days
command-moment = Mark a day as important
    .discreet = Mark a day
moment-what = What was important? A few words, up to { $limit } characters.
    .discreet = What stands at the day? A few words, up to { $limit } characters.
moment-title-empty = I could not read any words in that. Please write a few.
moment-title-long = That is a little long for a picture. Please keep it to { $limit } characters.
    .discreet = That is a little long. Please keep it to { $limit } characters.
moment-when = On which day was it?
moment-which-date = Please write the date, such as 3 November or 3.11.2026.
moment-date-unknown = I could not read that as a date. Please write it like 3 November or 3.11.2026.
moment-date-ahead = That day is still to come. Please write today or an earlier day.
moment-who = { $on }. May { $therapist } see it? You can change that whenever you like.
    .discreet = { $on }. May your contact see it? You can change that whenever you like.
moment-left = Nothing was marked.
moment-not-kept = You have switched off that check-ins are kept here, so I keep no key moments either. You can change that under “What I agree to”.
    .discreet = You have switched off that answers are kept here, so I mark no days either. You can change that under “What I agree to”.
moment-other-words = What would you like it to say instead? Up to { $limit } characters.
moment-away-question = Delete this? Nothing of it is left then.
moment-taken-away = It is deleted.
moment-gone = That is not there any more.
moment-changed = Changed. You can change it again.
moment-list-nothing = No day is marked yet.
moment-list-more = These are the { $moments } newest days. /export has all of them.
moment-by-therapist = from { $therapist }
    .discreet = from your contact
moment-private = only for you
moment-on-day = { $on }
moment-marked-by = { $therapist } marked this day. You see it on your pictures too.
    .discreet = Your contact marked this day.
moment-is-shared = It shows on your pictures, and { $therapist } can see it on the record page. Nobody reads it at once.
    .discreet = You can see it, and your contact can. Nobody reads it at once.
moment-is-private = It shows on your pictures. Only you see it.
    .discreet = Only you see it.
moment-today-button = Today
moment-yesterday-button = Yesterday
moment-other-button = Another day
moment-shared-button = Yes, share it
moment-private-button = No, only for me
moment-leave-button = Leave it
moment-list-button = All of them
moment-new-button = Mark a day
moment-words-button = Change the words
moment-hide-button = Keep it to myself
moment-share-button = Let { $therapist } see it
    .discreet = Let my contact see it
moment-away-button = Delete
moment-really-button = Yes, delete it
moment-back-button = Back to it
moment-sharing-button = What I agree to
staff-moments-button = Key moments
staff-moments-title = Key moments of { $client }
staff-moments-none = Nothing is marked that you can see.
staff-moments-newer-button = Newer days
staff-moments-older-button = Older days
staff-moments-note = What { $client } wrote is on the record page, and not in Slack. What { $client } keeps private is in neither.
staff-moment = { $number }. { $on } · { $title } · { $therapist }
staff-moment-of-client = { $number }. { $on } · marked by the client
staff-moment-mark-button = Mark a key moment
staff-moment-away-button = { $number }: Take back
staff-help-moments = /portal moment and a client’s code: days that were important, and a new one.
staff-moment-not-wanted = { $client } does not agree that check-ins are kept here, so no key moment can be marked.
staff-moment-day-ahead = Where { $client } lives that day has not begun. Please choose an earlier one.
staff-moment-form-title = Mark a key moment
staff-moment-form-submit = Mark
staff-moment-form-for = Key moment of { $client }
staff-moment-form-note = { $client } sees it on pictures and in the list, with your name. No message is sent.
staff-moment-form-name-label = What it was
staff-moment-form-name-hint = A few words: they stand below pictures, in Slack too.
staff-moment-form-day-label = Day
staff-moment-form-day-hint = Today, or a day before.
staff-moment-title-empty = Please write a few words.
staff-moment-day-when = Please choose today or a day before.
who-moments = The list of your key moments was shown to { $who }, without those you keep to yourself.
    .discreet = The list of your marked days was shown to { $who }, without those you keep to yourself.
who-moment-marked = { $who } marked a day as important.
    .discreet = { $who } marked a day.
who-moment-withdrawn = { $who } took a mark from a day.
copy-moments = Key moments
copy-moment-shared = your therapist may see it
copy-moment-private = only for you
record-moments = Key moments
record-no-moments = No key moments in this time.
record-moment-client = the client
## The journal

menu-journal-button = Journal
    .discreet = My notes
command-journal = Write into your journal
    .discreet = Write a note
journal-begin-title = A journal of your own
    .discreet = Notes of your own
journal-begin = Here you can write whenever you like: freely, or along three short questions. What you write is kept, and only you can read it. Of each entry you can say that { $therapist } may read it, and take that back. You can delete every entry.
    .discreet = Here you can write whenever you like: freely, or along three short questions. What you write is kept, and only you can read it. Of each note you can say that somebody else may read it, and take that back. You can delete every note.
journal-begin-where = It is encrypted at { $practice } under a key of your own. Telegram also has what you type here. Nobody reads it as you write: for help there is the button below. Nothing is kept before you say yes.
    .discreet = It is encrypted under a key of your own. Telegram also has what you type here. Nobody reads it as you write: for help there is the button below. Nothing is kept before you say yes.
journal-begin-button = Yes, keep what I write
journal-write = Write what you like, in one message or several. It is kept, and only you can read it as long as you do not share it.
journal-ask-happened = What happened? A few words are enough.
journal-ask-felt = What did you feel or think?
journal-ask-helped = What helped, or what would you like to remember?
journal-guided-button = Ask me three questions
journal-skip-button = Skip
journal-leave-button = Leave it
journal-enough-button = That is enough
journal-left = Nothing was kept.
journal-long = That is more than one entry holds. Please send up to { $limit } characters, and the rest as another entry.
    .discreet = That is more than one note holds. Please send up to { $limit } characters, and the rest as another note.
journal-part-happened = What happened
journal-part-felt = What I felt or thought
journal-part-helped = What helped, or what I want to remember
journal-who = It is kept. Who may read it? As long as you choose nothing, only you. More that you write now is added.
journal-is-private = Only you can read it.
journal-is-shared = { $therapist } may read it, on a page of { $practice }. Nobody reads it at once.
    .discreet = Your contact may read it, on a page of { $practice }. Nobody reads it at once.
journal-private-button = Only for me
journal-share-button = Share with { $therapist }
    .discreet = Share with my contact
journal-hide-button = Take back, only for me
journal-away-button = Delete
journal-really-button = Yes, delete it
journal-back-button = Back to it
journal-agree-button = Yes, share it
journal-share-question = Sharing from your journal is not switched on yet. What you share, { $therapist } can read on a page of { $practice }; Slack shows only that there is something new. Everything else stays yours alone. You can take back each entry, or all at once in /sharing.
    .discreet = Sharing from your notes is not switched on yet. What you share, your contact can read on a page of { $practice }; Slack shows only that there is something new. Everything else stays yours alone. You can take back each note, or all at once in /sharing.
journal-share-days = From your next entry on it counts on which days you write, entries only for you as well. If you write nothing for much longer than usual, { $therapist }’s list may say so.
    .discreet = From your next note on it counts on which days you write, notes only for you as well. If you write nothing for much longer than usual, your contact’s list may say so.
journal-away-question = Delete this entry? Nothing of it is left then.
    .discreet = Delete this note? Nothing of it is left then.
journal-deleted = It is deleted here. Your own message stands in this chat until you delete it, or use /hide.
journal-gone = That is not there any more.
journal-changed = Changed. You can change it again.
journal-list-title = Journal
    .discreet = My notes
journal-list-nothing = Nothing is written yet.
journal-list-which = A number opens an entry. What is not marked as shared only you can read.
    .discreet = A number opens a note. What is not marked as shared only you can read.
journal-shared = shared
journal-list-button = My entries
    .discreet = My notes
journal-new-button = Write something
journal-newer-button = Newer
journal-older-button = Older
privacy-what-journal = What: what you write with /journal, when you wrote it, and what of it you share. What you do not share is yours alone: of the people below only you can read it.
staff-journal-new = { $entries ->
    [one] 1 new shared journal entry
   *[other] { $entries } new shared journal entries
 }
record-journal = Journal
record-no-journal = Nothing from the journal is shared in this time.
record-journal-badge = shared
record-journal-shared = Shared { $at }. The client can take it back.
record-journal-happened = What happened:
record-journal-felt = What I felt or thought:
record-journal-helped = What helped, or what I want to remember:
copy-journal = Journal
copy-journal-entry = { $at }, { $who }
copy-journal-shared = your therapist may read it
copy-journal-private = only for you
copy-journal-happened = What happened
copy-journal-felt = What you felt or thought
copy-journal-helped = What helped, or what you want to remember

## Messages between client and therapist

menu-message-button = Write to { $therapist }
    .discreet = Write a message
command-message = Write to your therapist
    .discreet = Write a message
message-reads-now = It is within { $therapist }’s working hours. Messages are read between sessions, so I cannot say when.
    .discreet = It is within working hours. Messages are read between other things, so I cannot say when.
message-reads-at = { $therapist } next reads messages in the working hours that begin { $at }, and not before.
    .discreet = Messages are next read in the working hours that begin { $at }, and not before.
message-reads-away = { $therapist } is away, and reads messages again from { $at }.
message-reads-away-deputy = { $therapist } is away, and reads messages again from { $at }. A colleague who stands in is told that you wrote, and not what.
    .discreet = Nobody reads messages at present. They are read again from { $at }.
message-reads-later = I cannot say when { $therapist } next reads messages.
    .discreet = I cannot say when messages are next read.
message-write = Please write what you would like to say, in one message or several. Nothing is sent before you press Send.
message-not-urgent = This is not for emergencies. “Help now” shows people who answer at any hour.
    .discreet = This is not for what cannot wait. “Now” shows who answers at any hour.
message-again = Please write it anew. What you wrote before is gone.
message-long = That is more than one message can hold: { $limit } characters, and some little pictures count twice. Please shorten it, or send the rest as a second message.
message-ready = { $parts ->
    [one] Shall I send this to { $therapist }?
   *[other] Shall I send these { $parts } texts to { $therapist }, as one message?
 }
    .discreet = { $parts ->
    [one] Shall I send this?
   *[other] Shall I send these { $parts } texts, as one message?
 }
message-thrown = Nothing was sent, and what you wrote is thrown away here. Above in the chat it still stands.
message-not-taken = You have switched off messages here, so I carry none to { $therapist } either. You can change that under “What I agree to”.
    .discreet = You have switched off messages here, so I carry none. You can change that under “What I agree to”.
message-kept = Your message to { $therapist } of { $at } is kept here, encrypted.
    .discreet = Your message of { $at } is kept here, encrypted.
message-nobody-waits = Nobody reads this at once, and I cannot promise an answer.
message-where-later = That there is a message is to be posted to { $therapist }’s Slack { $at }.
    .discreet = That there is a message is to be passed on { $at }.
message-where-not-delivered = It has not arrived in { $therapist }’s Slack yet.
    .discreet = It has not been delivered yet.
message-where-posted = That there is a message was posted to { $therapist }’s Slack { $at }.
    .discreet = That there is a message was passed on { $at }.
message-where-unopened = It was not opened yet.
message-where-opened = It was opened { $at }.
message-where-answering = An answer is written and leaves in a few seconds.
message-where-answered = { $therapist } answered it { $at }.
    .discreet = It was answered { $at }.
message-where-closed = { $therapist } looked at it { $at } and did not answer here.
    .discreet = It was looked at { $at } and not answered here.
message-list-title = Your messages
message-list-nothing = Nothing was written so far.
message-by-you = You, { $at }
message-by-therapist = { $therapist }, { $at }
    .discreet = To you, { $at }
message-send-button = Send
message-change-button = Change
message-throw-button = Throw away
message-leave-button = Leave it
message-where-button = Where is it?
message-new-button = Write a message
message-all-button = All messages
message-earlier-button = Earlier
message-later-button = Newer
message-sharing-button = What I agree to
staff-messages-wait = { $messages ->
    [one] 1 message waits for an answer
   *[other] { $messages } messages wait for an answer
 }
staff-messages-button = Messages
staff-messages-title = Messages of { $client }
staff-messages-wrote = { $client } wrote to you
staff-messages-waiting = { $messages ->
    [one] 1 message waits for an answer, written { $at }.
   *[other] { $messages } messages wait for an answer, the first written { $at }.
 }
staff-messages-none = No message waits for an answer.
staff-messages-opened = Opened.
staff-messages-unopened = Not opened yet.
staff-messages-answered = Last answered { $at } by { $therapist }.
staff-messages-closed = Last marked as needing no answer { $at } by { $therapist }.
staff-messages-note = What { $client } wrote is on the record page, and not in Slack.
staff-messages-read-button = Read
staff-messages-answer-button = Answer
staff-messages-write-button = Write
staff-messages-close-button = No answer needed
staff-help-messages = /portal messages and a client’s code: what waits for an answer, and a message of your own.
staff-message-empty = Please write a message.
staff-message-long = Please keep it to { $limit } characters.
staff-message-form-title = Write to the client
staff-message-form-for = To { $client }
staff-message-form-note = Whatever of { $client }’s still waits counts as answered with it.
staff-message-leaves = Message to { $client } leaves at { $at }.
staff-message-sent = Message to { $client } was handed to Telegram at { $at }.
staff-message-cancelled = Taken back. { $client } was not sent anything.
staff-message-failed = Message to { $client } could not be delivered in Telegram.
staff-message-cancelling = Message to { $client } may be leaving just now; I will tell you here.
who-messages = { $who } was told that you wrote, and not what.
who-message-closed = { $who } marked a message of yours as needing no answer.
record-received = Messages from the client
record-no-received = No messages from the client in this time.
record-received-waiting = waits for an answer
record-received-answered = answered { $at }
record-received-closed = needs no answer, { $at }
record-received-by-client = The client
record-received-by = By { $therapist }.
copy-written = Messages from you
copy-written-waiting = waits for an answer
copy-written-answered = answered
copy-written-closed = looked at, not answered here
rules-name-unanswered-message = Unanswered message

## Appointments

menu-appointments-button = Appointments
    .discreet = My dates
command-appointments = When we meet, and another time
    .discreet = My dates
appointment-card-title = Appointment with { $therapist }
    .discreet = An entry in your dates
appointment-minutes = { $minutes } minutes
appointment-how-room = in the room
    .discreet = on site
appointment-how-video = by video
appointment-how-phone = by phone
appointment-elsewhere = On the clocks at { $practice }: { $at }
    .discreet = On the clocks there: { $at }
appointment-word = What was said to it:
appointment-question = Will you be there?
appointment-confirmed = You said that you will be there.
appointment-requested = You asked for another time ({ $at }). That is posted to { $therapist }’s Slack and has no answer yet. Until it has one, this time stands.
    .discreet = You asked for another time ({ $at }), and that has no answer yet. Until it has one, this time stands.
appointment-moved = { $therapist } has moved this to the time above.
    .discreet = This was moved to the time above.
appointment-stays = { $therapist } has answered that this time stays.
    .discreet = The answer is that this time stays.
appointment-cancelled = { $therapist } has cancelled this. There is nothing to do.
    .discreet = This was cancelled. There is nothing to do.
appointment-declined = You said that you cannot come. That is posted to { $therapist }’s Slack, and this time is free again.
    .discreet = You said that you cannot come. This time is free again.
appointment-over = This is over.
appointment-yes-button = Yes, I will be there
appointment-other-button = Ask for another time
appointment-cannot-button = I cannot come
appointment-plain-button = Ask without words
appointment-gone-button = Yes, let it go
appointment-leave-button = Leave it
appointment-list-button = All appointments
    .discreet = All dates
appointment-look-button = Have a look
appointment-yes-kept = Noted.
appointment-passed-on = Noted and passed on.
appointment-changed = This has changed meanwhile. Here is how it stands now.
appointment-write = If you like, write in one message when it would suit you. { $therapist } can read it.
    .discreet = If you like, write in one message when it would suit you.
appointment-cannot = Shall I pass on that you cannot come on { $at }? The time is then free for somebody else.
appointment-words-kept = Kept and passed on. { $therapist } can read it, and nobody reads it at once. Until there is an answer the time stands.
    .discreet = Kept and passed on. Until there is an answer the time stands.
appointment-list-title = What is to come
appointment-list-nothing = Nothing is entered so far. Your next appointments are listed here once { $therapist } has entered them.
    .discreet = Nothing is entered so far.
appointment-list-note = Times are on your clock. A tap opens one of them.
appointment-state-open = no answer yet
appointment-state-confirmed = you will be there
appointment-state-requested = you asked for another time
appointment-line-new = New: an appointment on { $at }. Will you be there? /appointments
    .discreet = New in your dates: { $at }. Does that suit you? /appointments
appointment-line-open = Your appointment is on { $at }. Will you be there? /appointments
    .discreet = In your dates: { $at }. Does that suit you? /appointments
appointment-soon = Your appointment begins at { $clock }.
    .discreet = Reminder: { $clock }.
staff-appointment-button = Appointments
staff-appointment-title = Appointments of { $client }
staff-appointment-none = Nothing is entered for { $client }.
staff-appointment-open = no answer yet
staff-appointment-confirmed = will be there
staff-appointment-requested = asks for another time
staff-appointment-cancelled = cancelled by the practice
staff-appointment-declined = the client cannot come
staff-appointment-over = over
staff-appointment-wrote = wrote a few words
staff-appointment-untold = not told in Telegram yet
staff-appointment-has-words = What { $client } wrote is on the record page, and not in Slack.
staff-appointment-lately = Before, and what fell away:
staff-appointment-plan-button = Plan one
staff-appointment-move-button = { $number }: New time
staff-appointment-stays-button = { $number }: Time stays
staff-appointment-cancel-button = { $number }: Cancel
staff-appointment-it-move-button = New time
staff-appointment-it-stays-button = Time stays
staff-appointment-it-cancel-button = Cancel it
staff-appointment-next-open = next { $at }, no answer yet
staff-appointment-next-confirmed = next { $at }, will be there
staff-appointment-news-requested = { $client } asks for another time than { $at }.
staff-appointment-news-declined = { $client } cannot come on { $at }.
staff-appointment-news-confirmed = { $client } will be there on { $at } after all.
staff-appointment-news-open = { $client }: { $at } has no answer.
staff-appointment-news-cancelled = { $client }: { $at } is cancelled.
staff-appointment-news-moved = { $client }: moved to { $at }.
staff-appointment-news-stays = { $client }: { $at } stays, and the client reads so.
staff-appointment-news-waits = Until you answer, the time stands, and the client was told so.
staff-help-appointments = /portal appointment and a client’s code: what is to come, a new one, another time.
staff-appointment-form-title = Plan an appointment
staff-appointment-form-submit = Plan
staff-appointment-form-for = Appointment with { $client }
staff-appointment-form-note = Times are those of { $zone }. The client is asked with the next message of a day, and reminded an hour before.
staff-appointment-move-title = Another time
staff-appointment-move-submit = Change
staff-appointment-move-note = Times are those of { $zone }. The client reads it at once, and is asked anew.
staff-appointment-cancel-title = Cancel
staff-appointment-cancel-submit = Cancel it
staff-appointment-cancel-note = { $at }. The client reads at once that it is cancelled.
staff-appointment-stays-title = The time stays
staff-appointment-stays-submit = Answer
staff-appointment-stays-note = { $at }. The client reads at once that this time stays.
staff-appointment-day-label = Day
staff-appointment-at-label = Begins at
staff-appointment-at-hint = Such as 16:00, on the clocks of the practice.
staff-appointment-minutes-label = Minutes
staff-appointment-how-label = How
staff-appointment-place-label = Where
staff-appointment-place-hint = A room, an address, a link or a number. The client reads it.
staff-appointment-words-label = A word to the client
staff-appointment-words-hint = It goes to Telegram and carries your name.
staff-appointment-too-long = Please keep it under { $limit } characters.
staff-appointment-minutes = Please write a number from { $shortest } to { $longest }.
staff-appointment-at = Please write a time of day, such as 16:00.
staff-appointment-when = Please choose a day and a time to come, within a year.
who-appointments = Your appointments were shown to { $who }.
    .discreet = Your dates were shown to { $who }.
who-session-moved = { $who } changed an appointment with you.
    .discreet = { $who } changed one of your dates.
who-session-cancelled = { $who } cancelled an appointment with you.
    .discreet = { $who } cancelled one of your dates.
who-session-stays = { $who } answered your request for another time.
record-appointments = Appointments
record-no-appointments = No appointments in this time.
record-administration = the administration of the practice
record-appointment-planned = { $at }: planned for { $for } by { $who }.
record-appointment-moved = { $at }: changed to { $for } by { $who }.
record-appointment-cancelled = { $at }: cancelled by { $who }.
record-appointment-stays = { $at }: { $who } answered that the time stays.
record-appointment-confirmed = { $at }: the client will be there.
record-appointment-other-time = { $at }: the client asks for another time.
record-appointment-declined = { $at }: the client cannot come.
copy-appointment-room = in the room
copy-appointment-video = by video
copy-appointment-phone = by phone
copy-appointment-planned = planned
copy-appointment-moved = changed
copy-appointment-cancelled = cancelled
copy-appointment-stays = the time stays
copy-appointment-confirmed = you will be there
copy-appointment-other-time = you asked for another time
copy-appointment-declined = you could not come

## Goals

menu-goals-button = My goals
    .discreet = My plans
menu-notes-button = Notes of sessions
    .discreet = Shared notes
command-goals = What I want, and how near it is
    .discreet = My plans
command-notes = Notes of sessions that you and your therapist share
    .discreet = Shared notes
goal-line = How near are your goals by now? /goals has them, whenever it suits you.
    .discreet = How near are your plans by now? /goals has them, whenever it suits you.
goal-list-title = Your goals
    .discreet = Your plans
goal-list-nothing = There is nothing here yet. A goal is what you want, in your own words; whenever you like, you say how near it is, from 0 to 10. Smaller steps can be listed below it.
    .discreet = There is nothing here yet.
goal-list-more = These are the { $goals } newest that are closed. /export has all of them.
goal-of-ten = { $latest } of { $highest }, { $first } at the beginning
goal-of-ten-first = { $latest } of { $highest }
goal-steps-done = { $done } of { $of } smaller steps ticked off
goal-private = only for you
goal-ended-reached = reached: { $at }
goal-ended-let-go = let go: { $at }
goal-near = { $latest } of { $highest } on { $on }; at the beginning, on { $begun }, { $first }.
goal-near-first = { $latest } of { $highest } on { $on }.
goal-let-go-kindly = What somebody wants may change. It can be taken up again whenever you like.
goal-is-shared = { $therapist } can see it on the record page. Nobody reads it at once.
    .discreet = You can see it, and your contact can. Nobody reads it at once.
goal-is-private = Only you see it.
goal-what = What would you like? Write it in your own words, up to { $limit } characters.
goal-who = May { $therapist } see it, with the numbers and smaller steps? You can change that whenever you like.
    .discreet = May your contact see it, with the numbers and smaller steps? You can change that whenever you like.
goal-first = How near is it today? 0: nothing of it is there yet. 10: it is reached.
goal-how-near = How near is it today? 0: nothing of it is there yet. 10: it is reached. A second number on one day takes the place of the first.
goal-which-step = What is a smaller step to it? Up to { $limit } characters.
goal-other-words = What would you like it to say instead? Up to { $limit } characters.
goal-words-empty = I could not read any words in that. Please write a few.
goal-words-long = That is a little long. Please keep it to { $limit } characters.
goal-no-room = { $goals } are open, and that is as many as can stand here at a time. When one is reached or let go, there is room for another.
goal-not-kept = You have switched off that check-ins are kept here, so I keep no goals either. You can change that under “What I agree to”.
    .discreet = Nothing is kept here now, as you chose. You can change that under “What I agree to”.
goal-left = Nothing was kept.
goal-gone = That is not there any more.
goal-rated = Kept. You can change it today.
goal-changed = Changed. You can change it again.
goal-away-question = Delete this, with its numbers and smaller steps? Nothing of it is left then.
goal-taken-away = It is deleted.
goal-drops-which = Which one shall I delete? Nothing of it is left then.
goal-number-button = { $number }
goal-new-button = Something I want
goal-list-button = All of them
goal-rate-button = How near it is today
goal-step-button = A smaller step
goal-drops-button = Delete a step
goal-reached-button = Reached
goal-let-go-button = Let it go
goal-again-button = Take it up again
goal-words-button = Change the words
goal-hide-button = Keep it to myself
goal-share-button = Let { $therapist } see it
    .discreet = Let my contact see it
goal-away-button = Delete
goal-really-button = Yes, delete it
goal-back-button = Back to it
goal-leave-button = Leave it
goal-shared-button = Yes, share it
goal-private-button = No, only for me
goal-sharing-button = What I agree to
goal-neutral = Number
goal-began-name = at the beginning
goal-now-name = now
glance-goals-button = My goals
    .discreet = My plans
glance-goals-title = Your goals
    .discreet = Your plans
glance-caption-goal = { $goal }: { $near }
staff-goals-button = Goals
staff-goals-title = Goals of { $client }
staff-goals-none = { $client } has no goals that you can see.
staff-goals-count = Open: { $open }. Reached: { $reached }.
staff-goals-no-numbers = { $client } does not agree that numbers are shown in Slack. They are on the record page.
staff-goals-note = The words of { $client } are on the record page, and not in Slack. What { $client } keeps private is in neither.
staff-goals-again-button = As it is now
staff-goal = Goal { $number }: { $near }
staff-help-goals = /portal goals and a client’s code: how near the client says each goal is.
who-goals = How your goals stand was shown to { $who }, without your words and without those you keep to yourself.
    .discreet = Your list was shown to { $who }, without your words.
who-notes-told = That you had answered a note, or that its date had come, was shown to { $who }, without a word of it.
copy-goals = Goals
copy-session-notes = Notes of sessions
copy-session-note = Session of { $on }: { $state }
copy-session-note-proposed = Proposed { $at } by { $who }
copy-session-note-agreed = You agreed, { $at }
copy-session-note-change = You asked for a change, { $at }
copy-session-note-disagreed = You see it differently, { $at }
copy-goal-begun = agreed
copy-goal-rated = { $value } of 10
copy-goal-step = smaller step
copy-goal-ticked = ticked off
copy-goal-reached = reached
copy-goal-let-go = let go
copy-goal-shared = your therapist may see it
copy-goal-private = only for you
record-goals = Goals
record-no-goals = No goals that the client shares.
record-goals-drawn = How near the client says each open goal is: first and now.
record-goal = Goal { $number }
record-goal-open = open
record-goal-reached = reached
record-goal-let-go = let go
record-goal-ratings = Ratings, the newest first: { $ratings }
record-goal-rating = { $value } on { $on }
record-goal-step-done = ✓ { $words } ({ $at })
record-goal-step-open = ○ { $words }

# --- on call -------------------------------------------------------------------------------------

on-call-button = On call
on-call-home = On call in the urgent hours: { $days }
on-call-title = On call in the urgent hours
on-call-day = { $day }: { $who }
on-call-nobody = nobody
on-call-absent = { $name } (away, or out of Slack’s reach)
on-call-note = Whoever is on call gets an urgent card that the client’s own therapist has not taken, before the rest of the chain. Outside the urgent hours the chain alone holds.
on-call-none = This practice has no rota: urgent cards go on by the chain. An administrator sets one with: portal practice on-call
on-call-change-button = Give a day to somebody else
on-call-form-title = A day on call
on-call-submit = Keep
on-call-form-note = Agree on it first: the colleague is told, and not asked. A card that is on its way goes on as it began.
on-call-day-label = Which day
on-call-who-label = Who is on call
on-call-kept = Kept. On call on { $day }: { $who }.
on-call-yours = { $by } has put you on call on { $day }.
on-call-taken-off = { $by } has given your day on call, { $day }, to somebody else.
on-call-cannot = Nothing was changed: this person cannot be on call, or Slack does not reach them.
on-call-not-yours = None of the next days is yours to give away.
deputy-wrote = { $client } wrote to { $therapist }, for whom you stand in
deputy-appointment = { $client } has a wish about an appointment with { $therapist }, for whom you stand in
deputy-appointment-at = It is the appointment on { $at }: another time is asked for, or it cannot be kept.
deputy-away = { $therapist } is away until { $until }.
deputy-note = What { $client } wrote can be read by { $therapist } alone, and { $client } was told so. A message that waits too long can come to you as a note of its own, which you can answer.

# Notes of sessions, on the record page and in Slack: read by therapists.
staff-help-note = /portal note and a client’s code: write down after a session what you both hold, in your browser.
staff-note-button = Write a note
staff-note-change-button = Note to change
staff-notes-wait = { $notes ->
    [one] 1 note waits for you
   *[other] { $notes } notes wait for you
}
record-link-note = A note of a session with { $client }
record-notes = Notes
record-no-notes = No notes of sessions in this time.
record-note-new = Write a note
record-note-session = Session of { $on }
record-note-by = Written by { $therapist }.
record-note-draft = draft
record-note-proposed = waits for an answer
record-note-change-asked = change asked for
record-note-agreed = agreed
record-note-disagreed = seen differently
record-note-unanswered = not answered
record-note-torn = altered
record-note-torn-said = What stands here is not what was proposed and answered: somebody changed it outside of the portal. Tell whoever runs the portal.
record-note-saved = Saved { $at }.
record-note-draft-said = Nobody but you sees it, or that there is one, until you propose it.
record-note-proposed-said = The client can answer until { $on }. Nothing happens to anybody who does not.
record-note-change-asked-said = The client asks for a change. What you save stays yours alone until you propose it.
record-note-agreed-said = The client agreed, { $at }. Nobody changes it any more.
record-note-disagreed-said = The client sees it differently, { $at }; their words stay with it. Nobody changes it any more.
record-note-unanswered-said = The client did not answer by the day that was named. That says nothing for or against it. Nobody changes it any more.
record-note-working = Your words so far
record-note-version = Version { $number }, proposed { $at }
record-note-words-change = What the client asks to be changed
record-note-words-disagreed = How the client sees it
record-note-on-draft = Go on writing
record-note-on-proposed = Open the note
record-note-on-change-asked = Write the next version
record-note-to-record = To the record
record-note-new-title = New note: { $client }
record-note-written-title = Note: { $client }
record-note-what = For what you and the client hold in the same words after a session. No psychotherapy notes: those never go into the portal.
record-note-until = You stay signed in until { $until }; opening and saving make it longer, typing does not. Should it run out, press Save all the same: your text comes back.
record-note-hint = At most { $limit } characters; line breaks stay as they are. The client reads it on a phone.
record-note-day = Day of the session
record-note-text = The note
record-note-propose-next = Save, and see it as the client will
record-note-keep = Save as draft
record-note-discard = Throw away
record-note-discard-title = Throw this away?
record-note-discard-said = This text is then gone for good. Nobody else has seen it.
record-note-discard-version = These words are then gone for good. What was proposed before stays, with the client’s answer.
record-note-discard-not = Keep it
record-note-unfinished-draft = Draft: session of { $on }
record-note-unfinished-change-asked = Change asked for: session of { $on }
record-note-proposal-title = As { $client } will read it
record-note-proposal-said = { $client } reads exactly this in Telegram, as a note by { $therapist }, and can agree, ask for a change, or see it differently. After an agreement nobody changes it any more.
record-note-answer-by = Time for an answer
record-note-days = { $days } days, until { $on }
record-note-pause = { $until }: until then the client has paused. At least a week is left after that.
record-note-propose = Propose this
record-note-take-back = Take it back, and go on writing
record-note-cannot-invited = This client has not joined yet, so the note cannot be proposed. It stays your draft.
record-note-cannot-stopped = This client has left the portal, so the note cannot be proposed. It stays your draft.
record-note-cannot-discharged = This client is with the practice no more, so the note cannot be proposed. It stays your draft.
record-note-cannot-consent = This client does not take part in notes at the moment, so it cannot be proposed. It stays your draft.
record-note-not-stale = Nothing was saved yet: this page was loaded before you signed in anew. Your text is here. Press Save once more.
record-note-not-over = Nothing was saved: you are signed out. Your text is here, so leave this page open. Write /portal record in Slack, open the link in another tab and sign in there; then press Save here again.
record-note-not-broken = Nothing was saved: the portal could not do it just now. Your text is here. Press Save again in a moment.
record-note-not-yours = Nothing was saved: you cannot write notes about this client, or not any more. Your text is here, so that you can copy it.
record-note-not-empty = Nothing was saved: there is no text yet.
record-note-not-long = Nothing was saved: these are { $units } characters, and a note holds { $limit }. Your text is here: shorten it, or make two notes of it.
record-note-not-changed = Nothing was saved: the note was changed since you opened this page. What is kept stands below your text; saving again puts your text in its place.
record-note-not-settled = Nothing was saved: this note was proposed or answered since you opened this page, and is not changed any more. Your text is here; saving it makes a new note of it.
record-note-not-gone = Nothing was saved: this note was thrown away since you opened this page. Your text is here; saving it makes a new note of it.
record-note-not-proposed = Nothing was proposed: the text has changed since you looked. This is what it is now.
record-note-kept = What is kept now
record-too-large-title = That was too much
record-too-large-said = What was sent is many times longer than a note can be, so none of it was taken in. What you had copied is still where you copied it.
who-session-note = { $who } read a note about a session with you.
    .discreet = { $who } read a page about a meeting with you.
who-session-note-proposed = { $who } proposed a note about a session to you.
    .discreet = { $who } put a page about a meeting before you.
who-session-note-back = { $who } took a note about a session back before you had answered.
    .discreet = { $who } took a page about a meeting back before you had answered.
# --- notes of sessions, for the client -----------------------------------------------------------

note-line = { $notes ->
    [one] A note of a session waits for you, and for your answer if you like. /notes
   *[other] { $notes } notes of sessions wait for you, and for your answer if you like. /notes
}
    .discreet = There is something for you to read, when it suits you. /notes
note-waits = { $notes ->
    [one] A note of a session waits for you: what { $therapist } would like you both to hold in the same words.
   *[other] { $notes } notes of sessions wait for you: what { $therapist } would like you both to hold in the same words.
}
    .discreet = There is something for you to read, when it suits you.
note-waits-costs-nothing = You need not answer: nothing happens to anybody who does not.
note-show-button = Show
note-begin-title = Notes of sessions
    .discreet = Shared notes
note-begin = After a session { $therapist } may propose a note here: what you both want to hold in the same words. You can agree, ask for a change, or say that you see it differently. You need not answer.
    .discreet = { $therapist } may propose a note here: what you both want to hold in the same words. You can agree, ask for a change, or say that you see it differently. You need not answer.
note-begin-where = What you answer is kept with the note, encrypted under your own key. { $therapist } reads it on a page of { $practice }, and Slack has none of it. You can switch this off whenever you like.
note-begin-button = Yes, show me the notes
note-decline-button = No, I want no notes here
note-declined = Then nothing of it is shown here. { $therapist } reads that you want no notes here. You can change that under “What I agree to”.
note-sharing-button = What I agree to
note-list-title = Notes of sessions
    .discreet = Shared notes
note-list = What waits for you comes first. A tap opens a note.
note-list-nothing = There is no note so far. If { $therapist } proposes one after a session, you find it here.
    .discreet = There is no note so far. If one is proposed, you find it here.
note-list-button = All notes
note-list-earlier-button = Earlier
note-list-later-button = Later
note-open-button = { $on }: { $state }
note-is-draft = taken back
note-is-proposed = waits for you
note-is-change-asked = change asked for
note-is-agreed = agreed
note-is-disagreed = seen differently
note-is-unanswered = not answered
note-is-torn = altered
note-title = Note of the session of { $on }
    .discreet = Note: { $on }
note-page = Page { $page } of { $pages }
note-by = Written by { $therapist }.
note-not-whole = Something is wrong here: this is not what was proposed to you, or not what you answered. It was changed outside of this chat, by nobody who may. Please tell { $therapist }.
note-until = You can answer until { $on }. If you leave it open, it stays as it stands, marked as not answered. That costs you nothing.
note-stands-draft = It was taken back.
note-stands-change-asked = You asked for a change. { $therapist } can propose other words.
note-stands-agreed = You agreed to it ({ $on }). Nobody changes it any more.
note-stands-disagreed = You see it differently ({ $on }). Your words stay with it. Nobody changes either any more.
note-stands-unanswered = It was left without an answer ({ $on }), which says nothing for or against it. Nobody changes it any more.
note-you-asked = On { $on } you asked for a change:
note-you-see = On { $on } you said how you see it:
note-agree-button = I agree
note-change-button = I want something changed
note-differs-button = I see it differently
note-later-button = Not now
note-before-button = Page before
note-on-button = Read on
note-back-button = Back to the note
note-sure = Do you agree to the whole note as it stands there? After that nobody changes it any more, neither you nor { $therapist }.
note-sure-button = Yes, I agree
note-later = It stays in /notes.
note-gone = This note is not here any more: it was taken back, or it is not shown now.
note-changed = This note is not what it was: here is how it stands now. Nothing was taken from the old button.
note-changed-words = This note is not what it was, so your words were not sent. They are still above, in this chat. Here is how it stands now.
note-write-change = What would you like to have changed? Write it as it comes. { $therapist } can then propose other words.
note-write-disagreed = How do you see it? Your words are kept beside the note for good, and nobody changes either.
note-write-who = Nothing leaves before you press “Send”. It is read by { $therapist } on a page of { $practice }, and not at once.
note-words-stay = After that nobody changes it any more: neither the note, nor your words.
note-leave-button = Leave it
note-thrown = Nothing was sent. The note stands as it was.
note-kept-agreed = Kept: you agree. { $therapist } reads so.
note-kept-change = Kept and passed on. { $therapist } can read what you would like to have changed, and nobody reads it at once.
note-kept-disagreed = Kept, beside the note. { $therapist } can read it, and nobody reads it at once.

# --- notes of sessions, the card in Slack: read by therapists ------------------------------------

staff-notes-title = Notes of sessions with { $client }
staff-notes-declined = { $client } wants no notes here. What waited is a draft of yours again; nobody else reads it.
staff-notes-none = Nothing waits, and nothing was settled lately.
staff-notes-note = The notes, and what { $client } wrote to them, are on the record page, and not in Slack.
staff-note-draft = Session of { $session }: taken back, { $on }
staff-note-proposed = Session of { $session }: waits for an answer until { $on }
staff-note-change-asked = Session of { $session }: { $on }, a change is asked for
staff-note-agreed = Session of { $session }: agreed, { $on }
staff-note-disagreed = Session of { $session }: { $on }, the client sees it differently
staff-note-unanswered = Session of { $session }: not answered, closed { $on }
staff-note-torn = Session of { $session }: somebody changed it outside of the portal. Tell whoever runs the portal.

# --- discharge: a therapy ends here, and may begin again -----------------------------------------

ended-now = Your therapy with { $therapist } has ended here.
    .discreet = What you had with { $practice } here has ended.
ended-since = Your therapy here has ended.
    .discreet = What you had with { $practice } here has ended.
ended-nobody = From now on nothing is asked here, and nobody at { $practice } reads along: of what you tap or write in this chat, nobody is told. If something cannot wait, “Help now” shows you whom to call, at any hour.
ended-nobody-short = Of what you tap or write in this chat, nobody is told. “Help now” is here at any hour.
ended-still = What is yours stays yours: /progress shows your pictures, /export gives you a copy of everything, /who tells who read what, /privacy and /sharing say what is kept and what you agreed to, and /delete_me erases it. For anything else you reach { $practice } as you usually do.
ended-unanswered = { $messages ->
    [one] A message of yours was not answered here, and will not be any more.
   *[other] { $messages } messages of yours were not answered here, and will not be any more.
} If it still matters to you, please bring it up with { $therapist } or { $practice } directly.
    .discreet = { $messages ->
    [one] A message of yours was not answered here, and will not be any more.
   *[other] { $messages } messages of yours were not answered here, and will not be any more.
} If it still matters to you, please bring it up with { $practice } directly.
ended-notes = { $notes ->
    [one] One thing is still open: a note of a session waits for your word until its date. It is in /notes.
   *[other] One thing is still open: { $notes } notes of sessions wait for your word until their dates. They are in /notes.
} What you say to it, and nothing else, { $therapist } still reads.
    .discreet = One thing is still open, in /notes, until its date. What you say to it, and nothing else, is still read.
ended-groups = Your group goes on as before: that you are in it has not changed.
ended-export-button = A copy of everything
ended-not-asked = Nothing is asked here any more, because your therapy here has ended. Nothing is left open.
    .discreet = Nothing is asked here any more. Nothing is left open.
ended-no-messages = From here no message reaches { $therapist } any more, because your therapy here has ended. You reach { $practice } as you usually do. What was written before is in /messages.
    .discreet = From here no message reaches anybody any more. You reach { $practice } as you usually do. What was written before is in /messages.
ended-nothing-new = Your therapy here has ended, so nothing new is kept here. What there is you can look at and delete.
    .discreet = Nothing new is kept here any more. What there is you can look at and delete.
ended-toast = This is not there any more.
ended-rests = While nothing is asked here, this rests. It would hold again if your therapy here began anew.
    .discreet = While nothing is asked here, this rests. It would hold again if it all began anew.
ended-stop-question = Nothing is sent here any more as it is. Shall I also take back everything you agreed to, and your place in groups of { $practice }? What was kept stays until you erase it with /delete_me.
ended-stop-yes-button = Take everything back
ended-stop-done = Done. Nothing that you agreed to holds any more. What was kept stays until you erase it with /delete_me.
help-ended = I am a program. Your therapy here has ended, and nobody here is told of what you tap or write. Please call one of these numbers.
    .discreet = I am a program. Nobody here is told any more of what you tap or write. Please call one of these numbers.
progress-ended = Your therapy here ended on { $on }.
    .discreet = It ended here on { $on }.
readmitted-now = You are with { $therapist } again here: a new course of your therapy begins.
    .discreet = { $therapist } begins anew with you here.
readmitted-asked = What you are asked, and when, you settle together; until then nothing comes. Your pictures begin anew with your next answers, and earlier answers stay kept.
readmitted-consents = What you had agreed to holds again as it was. You see it here, and can change it with one tap.
alert-discharged = Closed { $at }: the client was discharged. What it was about may still hold.
staff-help-discharge = /portal discharge and a client’s code: the therapy ends here. /portal readmit begins it again, and /portal discharged lists who was discharged.
staff-home-discharged = { $clients ->
    [one] 1 client was discharged and stands on no list.
   *[other] { $clients } clients were discharged and stand on no list.
}
staff-discharged-button = Discharged clients
staff-discharged-title = Discharged clients
staff-discharged-entry = { $client } · discharged on { $on }
staff-discharged-more = { $clients ->
    [one] One more was discharged longer ago.
   *[other] { $clients } more were discharged longer ago.
}
staff-discharged-none = None of your clients was discharged.
staff-discharged-what = /portal record and the code opens the record as before; /portal readmit and the code begins a new course of therapy.
staff-discharge-title = Discharge
staff-discharge-submit = Discharge
staff-discharge-for = The therapy of { $client } ends here, now.
staff-discharge-ends = Check-ins, reminders, homework, news of the shelf and workflows stop. An open check-in is closed and does not count as missed. Open notes from rules are closed.
staff-discharge-crisis = Crisis words or a critical answer show the client the crisis card, and nobody here is told of it any more. The client reads that.
staff-discharge-stays = The record of { $client } stays readable for you. The client can still see pictures, take a copy and have everything erased, and reads all of this at once.
staff-discharge-messages = { $number ->
    [one] 1 message of the client is not answered. It will be closed, and the client reads that it was not answered. To read it first: /portal messages { $client }
   *[other] { $number } messages of the client are not answered. They will be closed, and the client reads that they were not answered. To read them first: /portal messages { $client }
}
staff-discharge-notes = { $number ->
    [one] 1 note waits for the client’s answer. It runs to its date, and you read what the client says to it.
   *[other] { $number } notes wait for the client’s answer. They run to their dates, and you read what the client says to them.
}
staff-discharge-groups = { $number ->
    [one] The client is in 1 group and stays in it. If that is to end as well, speak with who leads it.
   *[other] The client is in { $number } groups and stays in them. If that is to end as well, speak with who leads them.
}
staff-discharge-not-told = The client has stopped the portal, so nothing is sent. Whoever writes to the bot reads it then.
staff-discharge-no-words = The client takes no messages here, by choice, so no words of yours can go along.
staff-discharge-words-label = Your words to the client
staff-discharge-words-hint = They go out first, in your name; you can take them back for 20 seconds.
staff-discharged = { $client } is discharged, and reads so now. The record stays readable.
staff-discharged-stopped = { $client } is discharged. Nothing was sent, because the client had stopped. The record stays readable.
staff-discharged-groups = { $groups ->
    [one] The client is still in 1 group.
   *[other] The client is still in { $groups } groups.
}
staff-not-discharged-invited = { $client } has not joined yet, so there is no therapy here that could end.
staff-not-discharged-over = { $client } was discharged before. To begin again: /portal readmit { $client }
staff-not-discharged-urgent = { $client } has an urgent alert that is not resolved. Please look at it first and resolve it; then /portal discharge { $client }.
staff-not-discharged-appointment = { $client } has a session to come, { $at }. Please cancel it first, or discharge after it: /portal appointments { $client }
staff-not-discharged-not-over = { $client } was not discharged, so there is nothing to begin again.
staff-is-discharged = { $client } was discharged, so nothing is begun or sent here. What there is stays readable.
staff-readmit-button = Readmit
staff-readmit-title = Readmit
staff-readmit-submit = Readmit
staff-readmit-for = { $client } was discharged { $at }. A new course of therapy begins here, now.
staff-readmit-begins = Scores and pictures begin anew: the next score is the one that later ones are compared with. Earlier answers stay on the record page. Nothing is asked until you set it with /portal schedule.
staff-readmit-reads = The client reads so at once, and sees what they had agreed to. Crisis words and critical answers reach you again.
staff-readmitted = { $client } is readmitted, and reads so now. Nothing is asked yet: please set what is asked, and when.
staff-readmitted-stopped = { $client } is readmitted. The client had stopped the portal, so nothing was sent and nothing is asked until they come back themselves, with /start in the chat.
who-discharged = { $who } noted that your therapy here has ended.
    .discreet = { $who } noted that it has ended here.
who-readmitted = { $who } noted that your therapy here begins again.
    .discreet = { $who } noted that it begins again here.
record-ended = Discharged { $at }
