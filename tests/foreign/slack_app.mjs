// An app of somebody else's, written with Bolt. It says on its standard output, a line of JSON each,
// what it saw; the test plays the people.
import bolt from "@slack/bolt";

const { SLACK_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = process.env;
const say = (what, more = {}) => console.log(JSON.stringify({ what, ...more }));
const plain = (text) => ({ type: "plain_text", text });
const clientOptions = { slackApiUrl: `${SLACK_URL}/api/` };
const app = new bolt.App(
  SLACK_APP_TOKEN
    ? { token: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, socketMode: true, clientOptions, logLevel: "error" }
    : { token: SLACK_BOT_TOKEN, signingSecret: SLACK_SIGNING_SECRET, clientOptions, logLevel: "error" },
);
const button = (text, action_id, value) => ({ type: "button", text: plain(text), action_id, value });
const refusal = async (doing) => {
  try {
    await doing();
    say("accepted");
  } catch (fault) {
    say("refused", { code: fault.code, error: fault.data?.error, status: fault.statusCode });
  }
};

app.command("/plan", async ({ ack, body, client, command }) => {
  await ack();
  const opened = await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: "modal",
      callback_id: "plan",
      private_metadata: command.text,
      title: plain("A plan"),
      submit: plain("Save"),
      blocks: [
        { type: "input", block_id: "minutes", label: plain("Minutes"), element: { type: "plain_text_input", action_id: "typed" } },
        {
          type: "input",
          block_id: "day",
          label: plain("Day"),
          element: { type: "static_select", action_id: "chosen", options: ["Monday", "Friday"].map((day) => ({ text: plain(day), value: day })) },
        },
      ],
    },
  });
  say("opened", { id: opened.view.id, state: opened.view.state });
  await refusal(() => client.views.open({ trigger_id: body.trigger_id, view: { type: "modal", title: plain("Twice"), blocks: [] } }));
});
app.view("plan", async ({ ack, body, view, client }) => {
  const { minutes, day } = view.state.values;
  if (!/^\d+$/.test(minutes.typed.value)) {
    await ack({ response_action: "errors", errors: { minutes: "Write a number" } });
    return;
  }
  await ack();
  await client.chat.postMessage({
    channel: body.user.id,
    text: `${minutes.typed.value} minutes on ${day.chosen.selected_option.value}: ${view.private_metadata}`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: "*Agreed?*" } },
      { type: "actions", block_id: "agree", elements: [button("Agree", "agree", "yes"), button("Tell me alone", "alone", "x")] },
    ],
  });
});
app.message("thanks", async ({ message, client }) => {
  const at = { channel: message.channel, timestamp: message.ts };
  await client.reactions.add({ ...at, name: "heart" });
  const { message: seen } = await client.reactions.get(at);
  say("reacted", { reactions: seen.reactions.map(({ name, count }) => ({ name, count })) });
});
app.action("agree", async ({ ack, action, body, client }) => {
  await ack();
  const { channel, message } = body;
  await client.chat.update({ channel: channel.id, ts: message.ts, text: `Agreed: ${action.value}`, blocks: [] });
});
app.action("alone", async ({ ack, respond }) => {
  await ack();
  await respond({ response_type: "ephemeral", replace_original: false, text: "Only you read this" });
});
app.event("app_home_opened", async ({ event, client }) => {
  const published = await client.views.publish({
    user_id: event.user,
    view: { type: "home", blocks: [{ type: "header", text: plain("Your day") }, { type: "actions", elements: [button("Refresh", "refresh", "1")] }] },
  });
  say("home", { tab: event.tab, hash: Boolean(published.view.hash) });
});
app.action("refresh", async ({ ack, body, client }) => {
  await ack();
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: { type: "home", blocks: [{ type: "header", text: plain("Refreshed") }] } });
});
app.message("file", async ({ message, client, say: answer }) => {
  const sent = await client.filesUploadV2({
    channel_id: message.channel,
    file: Buffer.from("one,two\n1,2\n"),
    filename: "numbers.csv",
    initial_comment: "Your numbers",
  });
  say("uploaded", { ok: sent.ok, name: sent.files[0].files[0].name });
  await answer({ text: "Sent", thread_ts: message.ts });
});
app.message("wrong", async ({ message, client }) => {
  await refusal(() => client.chat.postMessage({ channel: "C0NOBODY", text: "x" }));
  await refusal(() => client.chat.postMessage({ channel: message.channel, text: "x", blocks: [{ type: "section", text: plain("x".repeat(3001)) }] }));
  await refusal(() => client.views.publish({ user_id: "U0NOBODY", view: { type: "home", blocks: [] } }));
  await refusal(() => client.chat.update({ channel: message.channel, ts: "1.000001", text: "x" }));
});
app.message("hurry", async ({ say: answer }) => {
  await answer("In spite of the limit");
});
app.command("/tell", async ({ ack, command }) => ack({ response_type: "in_channel", text: `You told: ${command.text}` }));
app.error(async (fault) => say("fault", { message: String(fault.original ?? fault) }));

const me = await app.client.auth.test();
const server = await app.start(SLACK_APP_TOKEN ? undefined : { port: 0, host: "127.0.0.1" });
say("ready", { user: me.user_id, port: SLACK_APP_TOKEN ? null : server.address().port });
process.on("SIGTERM", () => app.stop().then(() => process.exit(0)));
