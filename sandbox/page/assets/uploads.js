// Files on their way into a chat. Pictures are made small first, as the app does.

const LONGEST_SIDE = 1280;
const QUALITY = 0.87;

// What the chat is to be told: a picture or a file, by the name under which it is kept.
export async function bring(file) {
  const small = file.type.startsWith("image/") ? await shrunk(file) : null;
  const answer = await fetch("files", { method: "POST", body: small ?? file });
  if (!answer.ok) return null;
  const { file: kept } = await answer.json();
  return small ? { do: "picture", file: kept } : { do: "file", file: kept, name: file.name };
}

async function shrunk(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((settle) => canvas.toBlob(settle, "image/jpeg", QUALITY));
  } catch {
    // No picture that a browser can read: it goes as the file it is.
    return null;
  }
}
