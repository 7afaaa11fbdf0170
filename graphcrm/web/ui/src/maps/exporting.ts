import { saveAs } from "../api/saving";
import type { Drawing } from "../scene/paint_svg";

const SHARPNESS = 2;
const WIDEST = 8000; // pixels: larger canvases are refused by some browsers

export type Form = "png" | "svg";

/** Saves a drawing as it is, or in dots. */
export async function saveDrawing(drawing: Drawing, form: Form, name: string): Promise<void> {
  const svg = new Blob([drawing.text], { type: "image/svg+xml" });
  saveAs(form === "svg" ? svg : await asPng(svg, drawing), `${name}.${form}`);
}

/** The same drawing in dots, twice as many as on a plain screen. */
async function asPng(svg: Blob, drawing: Drawing): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return await dots(image, drawing);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function dots(image: HTMLImageElement, { width, height }: Drawing): Promise<Blob> {
  const scale = Math.min(SHARPNESS, WIDEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The browser makes no PNG of this size."))), "image/png"));
}
