// Draws the demo's pictures: schemes that say on themselves that they are none of a real place. `node draw.mjs`; needs vips and a Chinese font.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rect = (x, y, w, h, fill, more = "") => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
const dot = (x, y, r, fill, more = "") => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const text = (x, y, size, words, fill = "#33302A", more = "") => `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" ${more}>${words}</text>`;
const sky = (fill = "#DDE6EA") => rect(0, 0, 800, 600, fill);
const houses = "#C9C2B4 #BDB5A6 #D2CBBE".split(" ").map((fill, n) => rect(40 + n * 250, 190 - n * 30, 200, 230 + n * 30, fill)
  + Array.from({ length: 9 }, (_, k) => rect(66 + n * 250 + (k % 3) * 56, 220 - n * 30 + Math.floor(k / 3) * 66, 34, 38, "#8FA3AD")).join("")).join("");
const street = rect(0, 420, 800, 180, "#9A978F") + rect(0, 420, 800, 14, "#C4C0B6") + [60, 260, 460, 660].map(x => rect(x, 508, 90, 8, "#E8E4DA")).join("");

const scenes = {
  lamp: on => sky("#2E3A46") + houses.replaceAll(/#C9C2B4|#BDB5A6|#D2CBBE/g, "#3E4853").replaceAll("#8FA3AD", "#55626E") + rect(0, 420, 800, 180, "#3A3D40")
    + (on ? path("M470 150 L250 560 L700 560 Z", "#F6DF8E", 'opacity=".35"') : "") + rect(560, 130, 12, 310, "#8C9299") + path("M566 132 q-60 -34 -104 4 l8 16 q40 -26 96 -4 z", "#8C9299")
    + rect(440, 138, 62, 16, on ? "#FFE9A0" : "#565C62"),
  rubbish: on => sky() + houses + street + [120, 230].map((x, n) => rect(x, 350, 84, 112, n ? "#4C6E86" : "#4C7A55") + rect(x - 6, 340, 96, 16, n ? "#3B576A" : "#3B5F42")).join("")
    + (on ? "" : [[330, 440, 34], [384, 452, 26], [300, 462, 24], [430, 462, 20], [190, 330, 24], [350, 476, 22]].map(([x, y, r], n) => dot(x, y, r, ["#6B5B45", "#8A7A5C", "#54626B"][n % 3])).join("")
      + rect(400, 424, 66, 46, "#B08D57", 'transform="rotate(14 430 446)"')),
  road: on => sky() + houses + street + (on ? rect(300, 452, 240, 110, "#7E7B74") : path("M320 500 q30 -50 100 -36 q90 -14 110 36 q-20 46 -110 40 q-80 6 -100 -40 z", "#5C5850")
      + path("M350 502 q30 -26 74 -18 q60 -8 76 20 q-20 22 -76 20 q-60 2 -74 -22 z", "#3F3B35") + path("M300 470 l-40 -22 M540 520 l46 26 M330 540 l-34 24", "none", 'stroke="#5C5850" stroke-width="6"')),
  leak: on => rect(0, 0, 800, 600, "#E7E1D5") + rect(0, 470, 800, 130, "#B7AE9D") + rect(0, 180, 800, 46, "#8E979C") + rect(360, 168, 70, 70, "#727C82")
    + (on ? rect(350, 160, 90, 86, "#2F6F66") + text(395, 212, 26, "新", "#FFFFFF", 'text-anchor="middle"') : [0, 1, 2, 3].map(n => path(`M${372 + n * 16} ${260 + n * 42} q-14 26 0 34 q14 -8 0 -34 z`, "#4E8FB8")).join("")
      + path("M250 520 q150 -60 300 0 q-10 44 -150 44 q-140 0 -150 -44 z", "#7FB0CC")),
  heat: on => rect(0, 0, 800, 600, "#EFE8DB") + rect(0, 490, 800, 110, "#CDBFA6") + Array.from({ length: 9 }, (_, n) => rect(120 + n * 40, 300, 30, 170, on ? "#D9A08A" : "#C9CED1")).join("")
    + rect(590, 150, 90, 270, "#FFFFFF", 'rx="12"') + rect(628, 180, 14, 180, "#E3E3E3", 'rx="7"') + rect(628, on ? 220 : 310, 14, on ? 160 : 70, "#B3261E") + dot(635, 380, 22, "#B3261E")
    + text(635, 460, 40, on ? "20 ℃" : "14 ℃", "#33302A", 'text-anchor="middle"'),
  stairs: on => rect(0, 0, 800, 600, "#DAD5CB") + Array.from({ length: 6 }, (_, n) => rect(n * 110, 520 - n * 60, 800 - n * 110, 60, n % 2 ? "#B5AFA3" : "#C3BDB1")).join("")
    + (on ? "" : rect(430, 440, 90, 80, "#A9855A") + rect(450, 370, 80, 70, "#BE9A6C") + dot(330, 480, 42, "none", 'stroke="#45525B" stroke-width="10"') + dot(240, 480, 42, "none", 'stroke="#45525B" stroke-width="10"') + path("M240 480 l40 -70 l50 70 M280 410 l36 -4", "none", 'stroke="#45525B" stroke-width="10"')),
  paper: on => rect(0, 0, 800, 600, "#CFC8BA") + rect(150, 40, 500, 500, "#FFFFFF") + (on
    ? text(400, 110, 36, "维修派工单", "#33302A", 'text-anchor="middle"') + ["地点", "内容", "用料", "完成时间", "验收"].map((w, n) => text(190, 180 + n * 62, 24, w) + rect(320, 186 + n * 62, 280, 2, "#B7B1A4")).join("") + dot(540, 452, 52, "none", 'stroke="#B3261E" stroke-width="6"') + text(540, 462, 26, "已完成", "#B3261E", 'text-anchor="middle"')
    : text(400, 100, 36, "现场位置示意", "#33302A", 'text-anchor="middle"') + rect(200, 150, 180, 120, "#E4DFD4") + rect(430, 150, 180, 120, "#E4DFD4") + rect(200, 350, 180, 140, "#E4DFD4") + rect(430, 350, 180, 140, "#E4DFD4")
      + text(290, 220, 24, "2 号楼", "#5B6470", 'text-anchor="middle"') + text(520, 220, 24, "3 号楼", "#5B6470", 'text-anchor="middle"') + text(290, 430, 24, "车棚", "#5B6470", 'text-anchor="middle"') + text(520, 430, 24, "大门", "#5B6470", 'text-anchor="middle"')
      + path("M405 276 q-34 0 -34 34 q0 26 34 62 q34 -36 34 -62 q0 -34 -34 -34 z", "#B3261E") + dot(405, 308, 12, "#FFFFFF")),
};

const folder = mkdtempSync(join(tmpdir(), "pictures-"));
for (const [scene, draw] of Object.entries(scenes))
  for (const [phase, zh, on] of [["before", "办理前", false], ["after", "办理后", true]]) {
    const caption = rect(0, 548, 800, 52, "#1B1F24") + text(24, 582, 26, `演示图片 · ${zh} · 示意，不是实景`, "#FFFFFF");
    const svg = join(folder, "one.svg");
    writeFileSync(svg, `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" font-family="Noto Sans CJK SC">${draw(on)}${caption}</svg>`);
    execFileSync("vips", ["pngsave", svg, join(import.meta.dirname, `${scene}-${phase}.png`), "--palette", "--strip", "--compression", "9", "--dither", "0"], { stdio: "inherit" });
  }
rmSync(folder, { recursive: true });
