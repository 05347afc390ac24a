//! Builds everything a browser or the PDF press loads into `dist/`. Run with `npm run build`.
import { fileURLToPath } from "node:url";
import { copyPressFonts } from "./build/press.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = `${here}dist`;

await copyPressFonts(`${here}node_modules`, dist);
