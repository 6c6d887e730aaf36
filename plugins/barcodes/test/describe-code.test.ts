import { describe, expect, it } from 'vitest'
import type { Code } from '../code.ts'
import { describeCode } from '../content/describe-code.ts'

const said = (text: string, code: Partial<Code> = {}, wifiPassword = false) =>
  describeCode({ format: 'QRCode', content: 'text', part: undefined, text, ...code }, { wifiPassword })

/** Without the facts that the code does not hold. */
const facts = (...code: Parameters<typeof said>) => JSON.parse(JSON.stringify(said(...code)))

describe('an address', () => {
  it('is shown as it is', () => {
    expect(said('https://example.com/a?b=c')).toEqual({ line: 'https://example.com/a?b=c' })
  })

  it('that pretends to be another says where it leads', () => {
    expect(said('https://bank.example@evil.example/')).toEqual({
      line: 'https://bank.example@evil.example/ (leads to evil.example)',
    })
  })

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\tscript\u200b:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
  ])('that may do harm is not shown: %j', (text) => {
    const { line } = said(text) as { line: string }

    expect(line).not.toContain('alert')
    expect(line).not.toContain('passwd')
  })

  it.each([
    ['tel:+44%201632%20960042', 'phone +44 1632 960042'],
    ['mailto:office@example.com?subject=Berth%2014', 'e-mail to office@example.com: Berth 14'],
    ['MATMSG:TO:office@example.com;SUB:Berth 14;BODY:Hello;;', 'e-mail to office@example.com: Berth 14'],
    ['SMSTO:+441632960042:I am late: sorry', 'text message to +441632960042: I am late: sorry'],
    ['sms:+441632960042', 'text message to +441632960042'],
    ['tel:100%', 'phone 100%'],
  ])('%s reads: %s', (text, line) => {
    expect(said(text)).toEqual({ line })
  })

  it('of a place has a map', () => {
    expect(facts('geo:57.7446,10.6503?q=Gull%20Point')).toEqual({
      title: 'Place',
      facts: {
        Name: 'Gull Point',
        Place: '57.7446, 10.6503',
        Map: 'https://www.openstreetmap.org/?mlat=57.7446&mlon=10.6503#map=15/57.7446/10.6503',
      },
    })
  })

  it('of no place on Earth is a text', () => {
    expect(said('geo:157.7446,10.6503')).toEqual({ line: 'geo:157.7446,10.6503' })
  })

  it('with the secret of one-time passwords keeps it even where it is not written well', () => {
    expect(said('otpauth://totp:x/alice?secret=JBSWY3DP')).toEqual({
      title: 'One-time passwords',
      facts: { Secret: '(not shown)' },
    })
  })

  it('with the secret of one-time passwords keeps it', () => {
    const content = said('otpauth://totp/Harbour:alice?secret=JBSWY3DPEHPK3PXP&issuer=Harbour')

    expect(content).toEqual({
      title: 'One-time passwords',
      facts: { Issuer: 'Harbour', Account: 'alice', Secret: '(not shown)' },
    })
    expect(JSON.stringify(said('otpauth-migration://offline?data=SECRET'))).not.toContain('SECRET')
  })
})

describe('a Wi-Fi network', () => {
  const text = 'WIFI:S:Quay\\; north;T:WPA;P:a\\:b\\\\c;;'

  it('keeps its password', () => {
    expect(facts(text)).toEqual({
      title: 'Wi-Fi network',
      facts: { Network: 'Quay; north', Security: 'WPA', Password: '(not shown)' },
    })
  })

  it('tells its password where the operator wants that', () => {
    expect(facts(text, {}, true).facts.Password).toBe('a:b\\c')
  })

  it('that is open says so', () => {
    expect(facts('WIFI:T:nopass;S:Quay;;').facts).toEqual({
      Network: 'Quay',
      Security: 'open, without a password',
    })
  })

  it('without a name is a text, unless there is a password to be kept', () => {
    expect(said('WIFI:T:WPA;;')).toEqual({ line: 'WIFI:T:WPA;;' })
    expect(JSON.stringify(said(' WIFI:T:WPA;P:keel-haul-42;;'))).not.toContain('keel-haul-42')
  })

  it('of a kind that nobody knows is shown by the name that it gives', () => {
    expect(facts('WIFI:S:Harbour;T:constructor;;').facts.Security).toBe('constructor')
  })
})

describe('a contact', () => {
  it('is read from a vCard with folded lines, groups and escapes', () => {
    const text = [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'N:Harbour;Office;;;',
      'item1.TEL;VALUE=uri:tel:+44-1632-960042',
      'TEL:+44 1632 960043',
      'ORG:Northmouth\\, Quay;Berths',
      'NOTE:Ring',
      '  twice\\nplease',
      'END:VCARD',
    ].join('\r\n')

    expect(facts(text)).toEqual({
      title: 'Contact',
      facts: {
        Name: 'Office Harbour',
        Organization: 'Northmouth, Quay, Berths',
        Phone: '+44-1632-960042, +44 1632 960043',
        Note: 'Ring twice please',
      },
    })
  })

  it('is read from a MECARD', () => {
    expect(
      facts('MECARD:N:Harbour,Office;TEL:+441632960042;EMAIL:a@example.com;EMAIL:b@example.com;;').facts,
    ).toEqual({
      Name: 'Office Harbour',
      Phone: '+441632960042',
      'E-mail': 'a@example.com, b@example.com',
    })
  })
})

describe('a payment', () => {
  const transfer = (iban: string) =>
    `BCD\n002\n1\nSCT\n\nNorthmouth Sailing Club\n${iban}\nEUR24.50\n\nRF18539007547034\n`

  it('names the receiver, the account and the amount', () => {
    expect(facts(transfer('DE89370400440532013000'))).toEqual({
      title: 'Payment',
      facts: {
        To: 'Northmouth Sailing Club',
        IBAN: 'DE89 3704 0044 0532 0130 00',
        Amount: 'EUR 24.50',
        Reference: 'RF18539007547034',
      },
    })
  })

  it.each([
    ['DE88370400440532013000', 'DE88 3704 0044 0532 0130 00 (the check digits are wrong)'],
    ['none', 'none (not an account number)'],
  ])('says what is wrong with the account %s', (iban, shown) => {
    expect(facts(transfer(iban)).facts.IBAN).toBe(shown)
  })

  it('by a Swiss bill without an amount leaves it out', () => {
    const lines = [
      'SPC',
      '0200',
      '1',
      'CH9300762011623852957',
      'K',
      'Sailing School',
      'Seeweg 7',
      '9320 Arbon',
      '',
      '',
      'CH',
    ]
    const text = [
      ...lines,
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'CHF',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'NON',
      '',
      'Course',
      'EPD',
    ].join('\n')

    expect(facts(text).facts).toEqual({
      To: 'Sailing School',
      Address: 'Seeweg 7, 9320 Arbon',
      IBAN: 'CH93 0076 2011 6238 5295 7',
      Message: 'Course',
    })
  })
})

describe('an event', () => {
  it('keeps the zones of its times', () => {
    const text = [
      'BEGIN:VEVENT',
      'SUMMARY:Harbour day\\, with music',
      'DTSTART;TZID=Europe/London:20240503T100000',
      'DTEND:20240503T184200Z',
      'LOCATION:Quay Street 1',
      'END:VEVENT',
    ].join('\n')

    expect(facts(text)).toEqual({
      title: 'Event',
      facts: {
        Event: 'Harbour day, with music',
        From: '2024-05-03 10:00 (Europe/London)',
        To: '2024-05-03 18:42 UTC',
        Where: 'Quay Street 1',
      },
    })
  })

  it('of a whole day has no time', () => {
    expect(facts('BEGIN:VCALENDAR\nDTSTART;VALUE=DATE:20240503').facts.From).toBe('2024-05-03')
  })
})
