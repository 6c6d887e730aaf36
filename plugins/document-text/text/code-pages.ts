/** Names of the code pages of Windows and the Mac that decoders know, by number (RTF 1.9.1, `\ansicpg` and `\cpg`). */
const labels: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  65001: 'utf-8',
}

/** Code pages of the character sets of fonts, by their number (RTF 1.9.1, `\fcharset`). */
const ofCharset: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
}

/** The code page of a font's character set; undefined where it is that of the document. */
export function codePageOf(charset: number): number | undefined {
  return ofCharset[charset]
}

/** Decodes a run of bytes; pages that no decoder knows are read as Windows-1252, which is what most of them are. */
export function decodeCodePage(bytes: Uint8Array, codePage: number): string {
  const label =
    labels[codePage] ?? (codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : 'windows-1252')
  return decodeAs(label, bytes)
}

/**
 * Decodes bytes that are there as a whole. Only what is decoded as a stream does Node 20 decode right in Windows-1252.
 *
 * @param label - One of the WHATWG Encoding Standard.
 */
export function decodeAs(label: string, bytes: Uint8Array): string {
  const decoder = new TextDecoder(label)
  return decoder.decode(bytes, { stream: true }) + decoder.decode()
}
