import { type LanguageRules, wordSet } from './language-rules.ts'

/** English: names are found by grammar instead. */
export const english: LanguageRules = {
  connectors: wordSet('of'),
  determiners: wordSet(
    'the a an this that these those its their his her our your my each every any some no of for in on at with without by from into per between under over against about during after before until through within two three four five six seven eight nine ten',
  ),
  nounFirst: false,
  capitalNouns: false,
  weakEnding: /(?<!e)(?<!^.{0,2})ed$|(?<!^(?:fami|supp|assemb|monopo|anoma|ju|rep|ital).?)ly$/,
  generic: wordSet(
    `year years month months week weeks day days today tomorrow yesterday morning afternoon evening night hour hours minute
    minutes time times date example case part parts number numbers amount lot way ways thing things kind type people
    person man woman mr mrs ms dr half third quarter per cent percent million billion thousand metre metres meter meters
    mm cm km kg dear sincerely regards letter please thanks thank note new old first second last next good well long short
    large small high low early late possible likely available important different main general need needs use used make
    made take taken give given find found keep put set let call called know known want wanted expect expected begin began
    agree agreed ask asked tell told come came go went become became report reported yours faithfully best end start met held led stood sat lay hung spent began felt heard showed shown seen knew got set became built sent paid bought sold brought thought left lost ran saw spoke wrote rose fell grew drew chose won says said saying voted looking going making taking using`,
  ),
  abbreviations: wordSet(
    'mr mrs ms dr prof st mt no nos vol fig pp p eq ca cf etc inc ltd co corp jr sr dept est approx gen col lt sgt capt rev hon jan feb mar apr jun jul aug sep sept oct nov dec vs art sec ch ed eds e.g i.e a.m p.m u.s u.k',
  ),
  leaning: wordSet(
    'he she it they this that these those such but however moreover also and or so thus therefore then instead otherwise his her its their there yet still nor',
  ),
}
