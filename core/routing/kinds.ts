import type { FileKind } from '../plugin.ts'

/**
 * The extensions of Box's "Supported File Types" for representations, grouped as there: its documents, presentations
 * and text-based files are `document`. Box lists `ogg` under both audio and video; it is audio here.
 */
const byBox: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  audio: 'aac aif aifc aiff amr au flac m4a mp3 ogg ra wav wma',
  video: '3g2 3gp avi flv m2ts m2v m4v mkv mov mp4 mpeg mpg mts qt swf ts wmv',
  image: 'ai bmp dcm dicm dicom eps gif heic jpeg jpg png ps psd svg svs tga tif tiff',
  document:
    'boxnote doc docx gdoc gsheet gslide gslides key msg numbers odp ods odt pages pdf ppt pptx rtf wpd xbd xdw xls xlsb xlsm xlsx ' +
    'as as3 asm bat c cc cmake cpp cs css csv cxx diff erb groovy h haml hh htm html java js json less log m make md ml mm ' +
    'php pl plist properties py rb rst sass scala scm script sh sml sql tsv txt vi vim webdoc xhtml xml xsd xsl yaml',
}

/** Of today's formats, those that Box has no representation of but that a plugin for the kind is made for. */
const beyondBox: typeof byBox = {
  audio: 'ape dsf m4b mpc oga opus wv',
  video: 'asf mxf ogv webm',
  image: 'arw avif cr2 dng heif jxl nef orf pef psb rw2 srw webp',
  document: 'docm dotx eml epub markdown otp ots ott potx ppsx pptm text xltx yml',
}

const kinds: ReadonlyMap<string, FileKind> = new Map(
  [byBox, beyondBox].flatMap((lists) =>
    Object.entries(lists).flatMap(([kind, list]) =>
      list.split(' ').map((extension) => [extension, kind as FileKind] as const),
    ),
  ),
)

/** The kind of a file by its extension (lower case, without the dot); `other` for what no list names. */
export function kindOf(extension: string): FileKind {
  return kinds.get(extension) ?? 'other'
}

/** All extensions that a list names, in no order. */
export const knownExtensions: readonly string[] = [...kinds.keys()]
