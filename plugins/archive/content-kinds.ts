/** The kinds that a card tells apart, in the order of a tie, with their endings. */
const endings = {
  picture:
    'jpg jpeg png gif bmp tif tiff webp avif heic heif svg psd ai eps raw cr2 cr3 nef arw dng ico jxl tga',
  video: 'mp4 mov avi mkv webm wmv flv m4v mpg mpeg 3gp mts m2ts ogv',
  'sound file': 'mp3 m4a m4b wav flac ogg oga opus aac wma aif aiff amr mid midi',
  document: 'pdf doc docx docm odt rtf txt md tex pages epub xps dotx wpd log eml msg',
  spreadsheet: 'xls xlsx xlsm xlsb ods csv tsv numbers',
  presentation: 'ppt pptx pptm odp key pps ppsx',
  'web page': 'html htm xhtml mhtml css',
  'source file':
    'c h cc cpp cxx hpp cs java kt kts go rs py rb php js mjs cjs ts tsx jsx vue swift m mm scala sql sh bash pl pm lua r jl ' +
    'gradle cmake asm s dart ex exs erl hs clj vb class pyc wasm map',
  'data file':
    'json xml yaml yml toml ini cfg conf properties db sqlite parquet dat bin plist geojson gpx kml shp ndjson',
  font: 'ttf otf woff woff2 eot',
  archive: 'zip 7z rar tar gz tgz bz2 tbz tbz2 xz txz zst tzst cab iso jar war ear apk',
  program:
    'exe com scr pif cpl bat cmd ps1 vbs vbe jse wsf wsh hta msi msp msix appx lnk reg dll sys so dylib app deb rpm dmg pkg',
} as const

/** A kind of content, as a card names one of it. */
export type ContentKind = keyof typeof endings | 'other file'

const byEnding: ReadonlyMap<string, ContentKind> = new Map(
  Object.entries(endings)
    .flatMap(([kind, list]) => list.split(' ').map((ending) => [ending, kind as ContentKind] as const))
    // The first kind that names an ending has it.
    .reverse(),
)

/** What Windows starts when it is opened with a double click, whether or not it is a program in itself. */
const startsOnOpening = new Set(
  'exe com scr pif cpl bat cmd ps1 vbs vbe jse wsf wsh hta msi msp msix appx lnk reg'.split(' '),
)

const harmlessKinds = new Set<ContentKind>([
  'picture',
  'video',
  'sound file',
  'document',
  'spreadsheet',
  'presentation',
  'web page',
])

/** The kind of a file by the ending of its name. */
export function kindOfContent(path: string): ContentKind {
  return byEnding.get(endingOf(path)) ?? 'other file'
}

/** Whether opening a file of this name starts something on Windows. */
export function isProgram(name: string): boolean {
  return startsOnOpening.has(endingOf(name))
}

/** Whether a name without its last ending reads as that of a picture, a document and the like. */
export function isShownAsHarmless(name: string): boolean {
  return harmlessKinds.has(kindOfContent(name))
}

/** `3 pictures`, `1 video`. */
export function countedKind(count: number, kind: ContentKind): string {
  return `${count.toLocaleString('en')} ${kind}${count === 1 ? '' : 's'}`
}

function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot <= 0
    ? ''
    : name
        .slice(dot + 1)
        .trimEnd()
        .toLowerCase()
}
