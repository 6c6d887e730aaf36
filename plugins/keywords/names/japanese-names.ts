import type { JapaneseToken } from '../words/japanese-tokens.ts'
import type { Mentions } from './mentions.ts'

/** What is said behind a name of a person, and of nobody else. */
const honorific =
  /^(?:さん|さま|様|氏|君|くん|ちゃん|先生|教授|准教授|博士|社長|会長|部長|課長|係長|理事長|理事|市長|町長|村長|知事|議員|大臣|監督|選手|弁護士|医師|委員長|委員|議長|代表|校長|院長|館長)$/

/** What ends the name of an organization, behind a word that is a name itself. */
const organizationEnd =
  /(?:大学|大学院|高校|高等学校|中学校|小学校|銀行|信用金庫|証券|保険|生命|工業|製作所|製薬|電機|電力|電鉄|鉄道|建設|不動産|商事|物産|食品|化学|自動車|重工|新聞|新聞社|放送|出版|研究所|研究機構|病院|クリニック|市役所|町役場|村役場|県庁|区役所|商工会議所|商工会|協会|連盟|連合会|組合|協議会|財団|委員会|事務所|美術館|博物館|図書館|ホールディングス|グループ)$/

/** Whole names of national institutions. */
const ministry =
  /^(?:内閣府|総務省|法務省|外務省|財務省|文部科学省|厚生労働省|農林水産省|経済産業省|国土交通省|環境省|防衛省|警察庁|金融庁|消費者庁|気象庁|国税庁|文化庁|観光庁|特許庁|日本銀行|国会|最高裁判所)$/

/** By the beginning or the end of a chain, since the dictionary divides some of them into two words. */
const legalForm =
  /^(?:株式会社|有限会社|合同会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|社会福祉法人|医療法人|学校法人|独立行政法人|国立研究開発法人|NPO法人)|(?:株式会社|有限会社|合同会社)$/

/** Finds who, where and which organization a Japanese text names, by what its dictionary knows of the words. */
export function findJapaneseNames(lines: readonly (readonly JapaneseToken[])[]): Mentions {
  const people: string[] = []
  const organizations: string[] = []
  const places: string[] = []
  for (const line of lines) {
    for (let index = 0; index < line.length; ) {
      const organization = organizationAt(line, index)
      const person = organization === undefined ? personAt(line, index) : undefined
      const place = organization === undefined && person === undefined ? placeAt(line, index) : undefined
      if (organization) organizations.push(organization.name)
      if (person) people.push(person.name)
      if (place) places.push(place.name)
      index = organization?.end ?? person?.end ?? place?.end ?? index + 1
    }
  }
  return { people: withFullJapaneseNames(people), organizations, places: withLongerPlaces(places) }
}

interface Found {
  readonly name: string
  /** Where the line goes on behind it. */
  readonly end: number
}

/** A chain of nouns with a legal form at one of its ends, or a name and a kind of institution. */
function organizationAt(line: readonly JapaneseToken[], start: number): Found | undefined {
  let end = start
  while (end < line.length && isChained(line[end]) && end - start < 8) end++
  // The longest chain that ends like an organization.
  for (; end > start; end--) {
    const chain = line.slice(start, end)
    const name = textOf(chain)
    if (ministry.test(name) || isKnownOrganization(chain)) return { name, end }
    const isCompany = legalForm.test(name) && name.replace(legalForm, '') !== ''
    // By the whole name, since the dictionary divides 京都大学 into 京都大 and 学.
    const isInstitution =
      chain.length > 1 && organizationEnd.test(name) && chain.slice(0, -1).some((token) => isProper(token))
    if (isCompany || isInstitution) return { name, end }
  }
  return undefined
}

function isKnownOrganization(chain: readonly JapaneseToken[]): boolean {
  const [only] = chain
  return chain.length === 1 && only !== undefined && only.details[1] === '組織' && only.text.length > 2
}

/** A surname with a given name, or a name with a title behind it. */
function personAt(line: readonly JapaneseToken[], start: number): Found | undefined {
  const first = line[start]
  const second = line[start + 1]
  if (first === undefined || second === undefined || first.details[1] !== '人名') return undefined
  if (honorific.test(second.text)) return { name: first.text + second.text, end: start + 2 }
  if (first.details[2] !== '姓') return undefined
  // The dictionary lacks many given names: what stands between a surname and a title is one.
  const near = line.slice(start + 2, start + MAX_GIVEN + 1)
  const behind = near.findIndex((token) => honorific.test(token.text))
  const title = behind < 0 ? -1 : start + 2 + behind
  // 副 belongs to the title behind it.
  const end = line[title - 1]?.text === '副' ? title - 1 : title
  const given = title < 0 ? '' : textOf(line.slice(start + 1, end))
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}$/u.test(given)) {
    return { name: first.text + given, end }
  }
  return second.details[2] === '名' ? { name: first.text + second.text, end: start + 2 } : undefined
}

/** Words that a given name can fall apart into, and one more. */
const MAX_GIVEN = 4

/** A place with what it is, as in 大阪市北区; single characters alone are too often other words. */
function placeAt(line: readonly JapaneseToken[], start: number): Found | undefined {
  const only = line[start]
  if (only?.details[0] === '固有名詞' && only.details[1] === '一般' && onlyPlace.test(only.text))
    return { name: only.text, end: start + 1 }
  if (!isPlaceName(line, start)) return undefined
  const landform = landforms.has(line[start + 1]?.text ?? '')
  if (landform) return { name: textOf(line.slice(start, start + 2)), end: start + 2 }
  // 小林 and many others are surnames as well: on their own only those count that are known as places.
  if (!isPlaceSuffix(line[start + 1]) && !isWellKnown(line[start]) && !goesOn(line, start + 1))
    return undefined
  let end = start + 1
  while (end - start < 6 && !isCountry(line[end - 1]) && (isPlaceSuffix(line[end]) || goesOn(line, end)))
    end++
  return { name: textOf(line.slice(start, end)), end }
}

function isPlaceName(line: readonly JapaneseToken[], at: number): boolean {
  const token = line[at]
  if (token?.details[1] !== '地域' || isPlaceSuffix(token)) return false
  return token.text.length > 1 || isPlaceSuffix(line[at + 1])
}

/** Behind 石岡市 comes the name of a quarter only if it says so itself. */
function goesOn(line: readonly JapaneseToken[], at: number): boolean {
  return (
    isPlaceName(line, at) && (!/^[市区町村]$/.test(line[at - 1]?.text ?? '') || isPlaceSuffix(line[at + 1]))
  )
}

function isPlaceSuffix(token: JapaneseToken | undefined): boolean {
  return token?.details[0] === '接尾' && token.details[1] === '地域'
}

function textOf(tokens: readonly JapaneseToken[]): string {
  return tokens.map(({ text }) => text).join('')
}

/** Some lakes and mountains are words of their own in the dictionary. */
const onlyPlace = /^\p{Script=Han}{1,3}(?:湖|山|島|川|湾|峠|岳|半島|諸島|海峡)$/u

/** What stands behind a name to make a lake, a mountain, an island and the like of it. */
const landforms = new Set([
  '湖',
  '山',
  '川',
  '島',
  '湾',
  '港',
  '峠',
  '岳',
  '半島',
  '諸島',
  '海峡',
  '盆地',
  '平野',
  '高原',
  '渓谷',
])

/** Prefectures, large cities and regions, which are hardly meant as surnames where they stand alone. */
const wellKnown = new Set(
  `北海道 青森 岩手 秋田 山形 福島 茨城 栃木 群馬 埼玉 東京 神奈川 新潟 富山 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取
  島根 岡山 広島 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 鹿児島 沖縄 札幌 仙台 横浜 川崎 名古屋 神戸 北九州 堺 浜松 函館 金沢 那覇 松山 高松
  旭川 宇都宮 水戸 前橋 甲府 大津 姫路 倉敷 下関 別府 佐世保 鎌倉 箱根 日光 軽井沢 銀座 新宿 渋谷 池袋 秋葉原 浅草 六本木 上野 関東 関西 東北 北陸
  東海 近畿 四国 九州 中部 首都圏 瀬戸内 日本 琵琶湖 富士山 東京湾 日本海 太平洋 大西洋 地中海`.split(/\s+/),
)

function isWellKnown(token: JapaneseToken | undefined): boolean {
  return (
    token !== undefined &&
    (isCountry(token) || wellKnown.has(token.text) || /^[\p{Script=Katakana}ー]{2,}$/u.test(token.text))
  )
}

function isCountry(token: JapaneseToken | undefined): boolean {
  return token?.details[2] === '国'
}

function isProper(token: JapaneseToken): boolean {
  return token.details[0] === '固有名詞' || token.kind === 'UNK'
}

/** What may stand inside of the name of an organization. */
function isChained(token: JapaneseToken | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'UNK') return /^[\p{L}ー&＆]+$/u.test(token.text)
  const [detail] = token.details
  return (
    token.kind === '名詞' &&
    (detail === '固有名詞' ||
      (detail === '数' && /^\p{Script=Han}+$/u.test(token.text)) ||
      detail === '一般' ||
      detail === 'サ変接続' ||
      detail === '接尾' ||
      detail === '形容動詞語幹')
  )
}

/** Names that others are compared with; the time grows with its product with all mentions. */
const MAX_COMPARED = 500

/** 田中さん counts for 田中一郎 where that stands elsewhere. */
function withFullJapaneseNames(mentions: readonly string[]): string[] {
  const suffix = new RegExp(honorific.source.replace('^', ''))
  const full = [...new Set(mentions.filter((name) => !suffix.test(name)))].slice(0, MAX_COMPARED)
  return mentions.map((name) => {
    if (!suffix.test(name)) return name
    const bare = name.replace(suffix, '')
    return full.find((other) => other.startsWith(bare)) ?? name
  })
}

/** 松本 and 松本市 count for 長野県松本市 where that stands elsewhere. */
function withLongerPlaces(mentions: readonly string[]): string[] {
  const places = [...new Set(mentions)]
  const compared = places.slice(0, MAX_COMPARED).map((name) => ({ name, bare: bareOf(name) }))
  const longer = new Map(
    places.map((name): [string, string | undefined] => {
      const bare = bareOf(name)
      return [
        name,
        compared.find((other) => other.bare.length > bare.length && other.bare.endsWith(bare))?.name,
      ]
    }),
  )
  return mentions.map((name) => longer.get(name) ?? name)
}

/** A place without what it is: 松本市 → 松本. */
function bareOf(place: string): string {
  return place.replace(/(?<=..)[都道府県市区町村]$/, '')
}
