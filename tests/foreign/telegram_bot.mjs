// A bot of somebody else's, written with grammY. It says on its standard output, a line of JSON each,
// what it saw; the test plays the people.
import { createServer } from "node:http";
import { Bot, GrammyError, InlineKeyboard, InputFile, InputMediaBuilder, Keyboard, webhookCallback } from "grammy";

const { TELEGRAM_URL, TELEGRAM_TOKEN, WEBHOOK_SECRET } = process.env;
const say = (what, more = {}) => console.log(JSON.stringify({ what, ...more }));
const bot = new Bot(TELEGRAM_TOKEN, { client: { apiRoot: TELEGRAM_URL } });

const counter = (count) =>
  new InlineKeyboard().text(`Add to ${count}`, `add:${count}`).row().text("Same again", `same:${count}`);
const refusal = async (doing) => {
  try {
    await doing();
    return say("accepted");
  } catch (fault) {
    if (!(fault instanceof GrammyError)) throw fault;
    const { error_code, description, method, parameters } = fault;
    say("refused", { error_code, description, method, parameters });
  }
};

bot.command("start", (ctx) =>
  ctx.reply(`Hello <b>${ctx.from.first_name}</b>, ${ctx.match || "no link"}`, {
    parse_mode: "HTML",
    reply_markup: counter(0),
  }),
);
bot.callbackQuery(/^add:(\d+)$/, async (ctx) => {
  const count = Number(ctx.match[1]) + 1;
  await ctx.answerCallbackQuery({ text: `Now ${count}` });
  const more = { reply_markup: counter(count) };
  const words = `Counted to ${count}`;
  await (ctx.msg.photo ? ctx.editMessageCaption({ caption: words, ...more }) : ctx.editMessageText(words, more));
});
bot.callbackQuery(/^same:(\d+)$/, async (ctx) => {
  await ctx.answerCallbackQuery();
  const count = Number(ctx.match[1]);
  await refusal(() => ctx.editMessageText(`Counted to ${count}`, { reply_markup: counter(count) }));
});
bot.command("keys", (ctx) =>
  ctx.reply("Yes or no?", { reply_markup: new Keyboard().text("Yes").text("No").resized().oneTime() }),
);
bot.hears(["Yes", "No"], async (ctx) => {
  const answer = await ctx.reply(`You said ${ctx.message.text}`, { reply_markup: { remove_keyboard: true } });
  await ctx.react("👍");
  await ctx.api.pinChatMessage(ctx.chat.id, answer.message_id);
});
bot.on("message:photo", async (ctx) => {
  const file = await ctx.getFile();
  const got = await fetch(`${TELEGRAM_URL}/file/bot${TELEGRAM_TOKEN}/${file.file_path}`);
  const bytes = new Uint8Array(await got.arrayBuffer());
  say("photo", { status: got.status, size: bytes.length, file_size: file.file_size, caption: ctx.message.caption });
  await ctx.replyWithChatAction("upload_photo");
  await ctx.replyWithPhoto(new InputFile(bytes, "back.png"), {
    caption: "Back to you",
    reply_markup: counter(7),
  });
  await ctx.replyWithDocument(new InputFile(bytes, "same.png"), { caption: "As a file" });
  const both = [new InputFile(bytes, "one.png"), ctx.message.photo.at(-1).file_id].map((each) =>
    InputMediaBuilder.photo(each),
  );
  const album = await ctx.replyWithMediaGroup(both);
  say("album", { group: new Set(album.map((each) => each.media_group_id)).size, count: album.length });
});
bot.command("delete", async (ctx) => {
  const gone = await ctx.reply("Soon gone");
  await ctx.api.deleteMessage(ctx.chat.id, gone.message_id);
  await refusal(() => ctx.api.deleteMessage(ctx.chat.id, gone.message_id));
  await refusal(() => ctx.api.sendMessage(424242424242, "Nobody"));
  await refusal(() => ctx.reply("<b>open", { parse_mode: "HTML" }));
  await refusal(() => ctx.reply("x".repeat(4097)));
  await refusal(() => ctx.reply("x", { reply_markup: new InlineKeyboard().text("x", "x".repeat(65)) }));
  await refusal(() => ctx.api.raw.answerCallbackQuery({ callback_query_id: "1" }));
});
bot.command("later", (ctx) => {
  setTimeout(() => refusal(() => ctx.reply("Are you there?")), Number(ctx.match));
  say("later");
});
bot.command("voice", async (ctx) => {
  const sent = await ctx.replyWithVoice(new InputFile(Buffer.from("OggS"), "hello.ogg"), { duration: 3 });
  const { duration, mime_type, file_size, file_id } = sent.voice;
  const again = await ctx.replyWithVoice(file_id, { caption: "Once more" });
  say("voice", { duration, mime_type, file_size, same: again.voice.duration === 3 && again.voice.file_id === file_id });
});
bot.command("many", (ctx) => refusal(() => ctx.reply("One too many")));
bot.on("edited_message:text", (ctx) => ctx.reply(`You meant ${ctx.editedMessage.text}`));
bot.on("my_chat_member", (ctx) => say("member", { status: ctx.myChatMember.new_chat_member.status }));
bot.catch((fault) => say("fault", { message: String(fault.error) }));

await bot.api.setMyCommands([{ command: "keys", description: "Choose" }]);
await bot.init();
if (WEBHOOK_SECRET) {
  const handle = webhookCallback(bot, "http", { secretToken: WEBHOOK_SECRET });
  const server = createServer(handle).listen(0, "127.0.0.1", async () => {
    await bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: WEBHOOK_SECRET });
    const info = await bot.api.getWebhookInfo();
    say("ready", { username: bot.botInfo.username, webhook: info.url });
  });
} else {
  bot.start({
    onStart: (me) => say("ready", { username: me.username }),
    allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
  });
  process.on("SIGTERM", () => bot.stop().then(() => say("stopped")));
}
