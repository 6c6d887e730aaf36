/** A code in a picture, as it was read. */
export interface Code {
  /** zxing's name of the symbology, such as `QRCode`. */
  readonly format: string
  /** `gs1` where the code says that it holds application identifiers, which then stand in brackets: `(01)0401…(10)A1`. */
  readonly content: 'gs1' | 'text' | 'binary'
  /** As it stands in the code; bytes that are no text as hexadecimal digits. */
  readonly text: string
  /** Where one text is spread over several codes. */
  readonly part: { readonly number: number; readonly of: number } | undefined
}

/** What people call the symbologies, by zxing's names. */
const names: Readonly<Record<string, string>> = {
  Aztec: 'Aztec code',
  AztecCode: 'Aztec code',
  AztecRune: 'Aztec rune',
  Codabar: 'Codabar',
  Code128: 'Code 128',
  Code39: 'Code 39',
  Code39Ext: 'Code 39',
  Code39Std: 'Code 39',
  Code93: 'Code 93',
  CompactPDF417: 'PDF417',
  DataBarExp: 'GS1 DataBar',
  DataBarExpStk: 'GS1 DataBar',
  DataBarLtd: 'GS1 DataBar',
  DataBarOmni: 'GS1 DataBar',
  DataBarStk: 'GS1 DataBar',
  DataBarStkOmni: 'GS1 DataBar',
  DataMatrix: 'Data Matrix',
  EAN13: 'EAN-13',
  EAN8: 'EAN-8',
  ITF: 'ITF',
  ITF14: 'ITF-14',
  MaxiCode: 'MaxiCode',
  MicroPDF417: 'Micro PDF417',
  MicroQRCode: 'Micro QR code',
  PDF417: 'PDF417',
  QRCode: 'QR code',
  QRCodeModel1: 'QR code',
  QRCodeModel2: 'QR code',
  RMQRCode: 'QR code',
  UPCA: 'UPC-A',
  UPCE: 'UPC-E',
}

/** The name of the symbology as people know it. */
export function nameOf({ format, text }: Pick<Code, 'format' | 'text'>): string {
  // zxing reads UPC-A, an EAN-13 that begins with 0, as such.
  if (format === 'EAN13' && text.startsWith('0')) return 'UPC-A'
  return names[format] ?? format
}
