// What a resident's page gains with script: the place asked while it is typed, the map, the own position, and the faces of chosen pictures.
export {};

const page = document.documentElement;
page.dataset.script = "";

const say = document.querySelector<HTMLFormElement>("#say");
if (say) whereabouts(say);
document.querySelectorAll<HTMLElement>("[data-photos]").forEach(photos);
document.querySelector<HTMLElement>(".amiss a, .amiss")?.focus();

// A form is sent once: a second press on a slow line would only wait for the same answer.
document.addEventListener("submit", event => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post") return;
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
});
window.addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(form => delete form.dataset.sent));

function whereabouts(form: HTMLFormElement) {
  const answer = form.querySelector<HTMLElement>("#where")!;
  const place = form.querySelector<HTMLInputElement>("[name=place]")!;
  const said = form.querySelector<HTMLElement>("[data-place-said]")!;
  const dialog = form.querySelector<HTMLDialogElement>("#pick")!;
  let asked = 0;

  const point = () => ["lon", "lat"].map(name => answer.querySelector<HTMLInputElement>(`[name=${name}]`)!);
  const set = (lon: string, lat: string) => {
    const [x, y] = point();
    x.value = lon;
    y.value = lat;
  };
  const tell = (words: string) => {
    said.textContent = words;
    said.hidden = words === "";
  };

  async function ask() {
    const turn = ++asked;
    const words = new URLSearchParams();
    for (const name of ["form", "text", "place", "lon", "lat"]) words.set(name, String(new FormData(form).get(name) ?? ""));
    const reply = await fetch("/say/place", { method: "POST", body: words, headers: { accept: "text/html" } }).catch(() => null);
    // Without an answer nothing is lost: the same is asked when the page is sent.
    if (reply?.ok && turn === asked) answer.innerHTML = await reply.text();
  }

  let later = 0;
  place.addEventListener("input", () => {
    tell("");
    clearTimeout(later);
    later = window.setTimeout(() => void ask(), 400);
  });

  let before = ["", ""];
  form.addEventListener("click", event => {
    const target = event.target as Element;
    if (target.closest("[data-pick]")) {
      before = point().map(input => input.value);
      dialog.showModal();
      void import("./map.js");
    }
    const close = target.closest<HTMLElement>("[data-close-dialog]");
    if (close?.dataset.closeDialog === "undo") set(before[0], before[1]);
    if (close) dialog.close();
    if (target.closest("[data-unpoint]")) {
      set("", "");
      void ask();
    }
  });
  dialog.addEventListener("place-picked", event => {
    const at = (event as CustomEvent<{ lon: number; lat: number }>).detail;
    set(String(at.lon), String(at.lat));
    tell("");
  });
  dialog.addEventListener("close", () => void ask());

  // Offered only where the browser would give it: over https, or on this very machine.
  const here = form.querySelector<HTMLButtonElement>("[data-here]")!;
  if (!window.isSecureContext || !navigator.geolocation) return;
  here.hidden = false;
  here.addEventListener("click", () => {
    here.setAttribute("aria-busy", "true");
    tell("");
    navigator.geolocation.getCurrentPosition(found => {
      here.removeAttribute("aria-busy");
      set(found.coords.longitude.toFixed(6), found.coords.latitude.toFixed(6));
      void ask();
    }, () => {
      here.removeAttribute("aria-busy");
      tell(here.dataset.failed!);
    }, { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 });
  });
}

function photos(field: HTMLElement) {
  const input = field.querySelector<HTMLInputElement>("input[type=file]")!;
  const list = field.querySelector<HTMLUListElement>("[data-chosen]")!;
  const said = field.querySelector<HTMLElement>("[data-said]")!;
  const kept = field.querySelectorAll("ul:not([data-chosen]) > li").length;
  const most = Number(field.dataset.most) - kept;
  let chosen: File[] = [];

  const choose = (camera: boolean) => {
    const picker = Object.assign(document.createElement("input"), { type: "file", accept: input.accept, multiple: !camera });
    if (camera) picker.setAttribute("capture", "environment");
    picker.addEventListener("change", () => void add([...(picker.files ?? [])]));
    picker.click();
  };
  field.querySelector("[data-choose]")?.addEventListener("click", () => choose(false));
  field.querySelector("[data-camera]")?.addEventListener("click", () => choose(true));
  // Only where there is a camera to hold: on a desk it would be the same as choosing.
  field.querySelector<HTMLElement>("[data-camera]")!.hidden = !matchMedia("(pointer: coarse)").matches;
  input.addEventListener("change", () => void add([...(input.files ?? [])]));
  input.classList.add("unseen");
  input.tabIndex = -1;
  field.addEventListener("dragover", event => event.preventDefault());
  field.addEventListener("drop", event => {
    event.preventDefault();
    void add([...(event.dataTransfer?.files ?? [])].filter(file => file.type.startsWith("image/")));
  });

  async function add(files: File[]) {
    let words = "";
    for (const file of files) {
      if (chosen.some(c => c.name === file.name && c.lastModified === file.lastModified)) continue;
      if (chosen.length >= most) {
        words = field.dataset.many!;
        break;
      }
      const small = await smaller(file);
      if (small.size > Number(field.dataset.largest)) words = field.dataset.large! + file.name;
      else chosen.push(small);
    }
    show(words);
  }

  function show(words: string) {
    const bag = new DataTransfer();
    chosen.forEach(file => bag.items.add(file));
    input.files = bag.files;
    said.textContent = words;
    said.hidden = words === "";
    list.querySelectorAll("img").forEach(img => URL.revokeObjectURL(img.src));
    list.hidden = chosen.length === 0;
    list.replaceChildren(...chosen.map(file => {
      const line = document.createElement("li");
      const face = Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: "", width: 80, height: 60 });
      const name = Object.assign(document.createElement("span"), { textContent: file.name });
      name.append(Object.assign(document.createElement("small"), { textContent: size(file.size) }));
      const away = Object.assign(document.createElement("button"), { type: "button", className: "button plain", textContent: field.dataset.remove! });
      away.setAttribute("aria-label", `${field.dataset.remove} ${file.name}`);
      away.addEventListener("click", () => {
        chosen = chosen.filter(other => other !== file);
        show("");
        field.querySelector<HTMLElement>("[data-choose]")?.focus();
      });
      line.append(face, name, away);
      return line;
    }));
  }
}

/** A telephone's photo is larger than anybody looks at, and costs its sender's traffic: 2560 points on the long side are enough. */
async function smaller(file: File): Promise<File> {
  if (file.size < 2 * 1024 * 1024) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 2560 / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!made || made.size >= file.size) return file;
    return new File([made], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    // A picture that this browser cannot read may still be one that the house can.
    return file;
  }
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
