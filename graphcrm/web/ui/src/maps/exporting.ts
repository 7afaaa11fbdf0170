import { paintSvg, type Drawing } from "../scene/paint_svg";

const SHARPNESS = 2;
const WIDEST = 8000; // pixels: larger canvases are refused by some browsers

export function saveAs(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function asSvg(...told: Parameters<typeof paintSvg>): Blob {
  return new Blob([paintSvg(...told).text], { type: "image/svg+xml" });
}

/** The same drawing in dots, twice as many as on a plain screen. */
export async function asPng(...told: Parameters<typeof paintSvg>): Promise<Blob> {
  const drawing = paintSvg(...told);
  const address = URL.createObjectURL(new Blob([drawing.text], { type: "image/svg+xml" }));
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
