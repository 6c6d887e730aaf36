import { type LanguageRules, nameList, wordSet } from './language-rules.ts'

/** German: every noun has a capital, so names are told by what stands around them. */
export const german: LanguageRules = {
  connectors: wordSet(''),
  determiners: wordSet(''),
  nounFirst: false,
  capitalNouns: true,
  weakEnding: /$^/,
  generic: wordSet(
    `jahr jahre jahren jahres monat monate monaten monats woche wochen tag tage tagen tages stunde stunden minute minuten sekunde
    sekunden uhr zeit zeiten zeitpunkt ende anfang beginn mal teil teile teilen beispiel fall fälle fällen art weise form menge
    anzahl zahl prozent drittel hälfte viertel euro cent dollar franken million millionen milliarde milliarden gramm kilo
    kilogramm liter milliliter meter metern zentimeter millimeter kilometer quadratmeter quadratmetern tonne tonnen grad
    höhe größe länge breite mann frau herr herrn frauen männer mensch menschen leute person personen dr prof seite seiten
    punkt punkte rahmen bereich bereiche grund gründe ort orte stelle sache frage fragen damen herren grüßen folgenden
    folgende übrigen jeweils rahmen hinblick bezug verhältnis löffel teelöffel esslöffel prise stück stücke paragraph abs satz nr
    morgen abend mittag vormittag nachmittag nacht rest reste absatz ziffer thema`,
  ),
  abbreviations: wordSet(
    'z b d h u a bzw ca dr prof nr str usw etc evtl ggf inkl exkl zzgl vgl abs art st s o ä bspw sog jh jr sr hl mio mrd tel abb tab kap bd hrsg max min dipl ing jan feb apr jun jul aug sep sept okt nov dez u.a z.b d.h i.d.r o.ä',
  ),
  leaning: wordSet(
    'er sie es dies diese dieser dieses diesen diesem das dem denen deren dessen dabei dadurch dafür dagegen daher damit danach dann daraus darauf darin darüber darum davon dazu dort doch aber jedoch allerdings außerdem zudem auch deshalb deswegen somit folglich sonst so hier ihr ihre sein seine trotzdem inzwischen',
  ),
  names: {
    titles: String.raw`(?:Herrn?|Frau|Fräulein|Dr\.|Prof\.|Professor(?:in)?|Doktor|Pfarrer(?:in)?|Bürgermeister(?:in)?|Oberbürgermeister(?:in)?|Ministerin?|Bundeskanzler(?:in)?|Präsident(?:in)?|Rechtsanw(?:alt|ältin)|Notar(?:in)?|Dipl\.-Ing\.)`,
    particles: wordSet('von van zu zum zur vom de der den'),
    surnames: 1,
    firstNameLists: ['de'],
    moreFirstNames: wordSet(
      'mehmet ayşe aylin emre fatma mustafa elif can lea leon finn ben noah emilia mia ida frieda anton jonas lukas luca lina matteo theo oskar kerstin heike antje wiebke silke anke imke fabienne yannick maren',
    ),
    companyForms: String.raw`(?:gGmbH|GmbH(?: ?& ?Co\. ?(?:KG|OHG))?|AG|SE|KGaA|KG|OHG|GbR|UG(?: \(haftungsbeschränkt\))?|e\. ?V\.|eG|e\. ?K\.|mbH)`,
    institutions: String.raw`(?:(?:\p{Lu}[\p{L}]+-?)?(?:[Uu]niversität|[Hh]ochschule|[Aa]kademie|[Ss]tadtwerke|[Ss]tadtverwaltung|[Aa]mtsgericht|[Ll]andgericht|[Oo]berlandesgericht|[Vv]erwaltungsgericht|[Ss]parkasse|[Vv]olksbank|[Hh]andelskammer|[Hh]andwerkskammer|[Kk]linikum|[Kk]rankenhaus|[Mm]inisterium|[Ll]andesamt|[Bb]undesamt|[Bb]undesministerium|[Bb]undesverband|[Ll]andesverband|[Bb]auamt|[Bb]undesanstalt|[Bb]undesagentur|[Ff]inanzamt|[Gg]esundheitsamt|[Uu]mweltamt|[Ii]nstitut|[Ss]tiftung|[Gg]esellschaft|[Aa]rchitekturbüro|[Ii]ngenieurbüro|[Bb]äckerei|[Bb]rauerei|[Bb]uchhandlung|[Aa]potheke|[Mm]useum|[Gg]ymnasium|[Gg]rundschule))`,
    institutionLinks: `(?: für | der | des | zu )`,
    knownOrganizations: nameList(
      'Europäische Union|Europäischen Union|Europäische Kommission|Europäischen Kommission|EU-Kommission|Europäische Zentralbank|Europäischen Zentralbank|Europäischer Gerichtshof|Europäischen Gerichtshof|Europäisches Parlament|Europäischen Parlament|Vereinte Nationen|Vereinten Nationen|Bundestag|Bundesrat|Bundesregierung|Bundesverfassungsgericht|Bundesgerichtshof|Statistisches Bundesamt|Statistische Bundesamt|Statistischen Bundesamt|Umweltbundesamt|Bundeskartellamt|Bundesnetzagentur|Bundesbank|Deutsche Bahn|Deutschen Bahn|Deutsche Bank|Deutschen Bank|Deutsche Post|Deutschen Post|Deutsche Telekom|Deutschen Telekom|Deutsches Rotes Kreuz|Deutschen Roten Kreuz|Technisches Hilfswerk|Technischen Hilfswerk|Nato|NATO|WHO|UNESCO|Unesco|UNICEF|Unicef|Siemens|Volkswagen|Lufthansa|Bosch|Fraunhofer-Gesellschaft|Max-Planck-Gesellschaft|ADAC|TÜV|Greenpeace|Caritas|Diakonie|Johanniter',
    ),
    placeKinds: `(?:(?:Stadt|Gemeinde|Landkreis|Kreis|Bezirk|Hansestadt|Landeshauptstadt|Ortsteil|Stadtteil|Dorf|Insel) )`,
    landforms: '',
    places: nameList(
      `Berlin|Hamburg|München|Köln|Frankfurt am Main|Frankfurt (Oder)|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dortmund|Bremen|Dresden|Hannover|Nürnberg|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Münster|Mannheim|Karlsruhe|Augsburg|Wiesbaden|Mönchengladbach|Gelsenkirchen|Aachen|Braunschweig|Chemnitz|Kiel|Halle (Saale)|Magdeburg|Freiburg im Breisgau|Freiburg|Krefeld|Mainz|Lübeck|Erfurt|Oberhausen|Rostock|Kassel|Saarbrücken|Potsdam|Oldenburg|Osnabrück|Leverkusen|Heidelberg|Darmstadt|Solingen|Regensburg|Paderborn|Ingolstadt|Würzburg|Wolfsburg|Ulm|Heilbronn|Göttingen|Bremerhaven|Reutlingen|Koblenz|Erlangen|Trier|Jena|Cottbus|Schwerin|Flensburg|Konstanz|Tübingen|Bamberg|Bayreuth|Passau|Weimar|Görlitz|Stralsund|Greifswald|Wismar|Lüneburg|Celle|Hildesheim|Marburg|Gießen|Fulda|Landshut|Rosenheim|Kempten|Garmisch-Partenkirchen|Cuxhaven|Emden|Husum|Sylt|Rügen|Usedom|Helgoland|Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Bregenz|Zürich|Genf|Basel|Bern|Lausanne|Winterthur|Luzern|St. Gallen|Lugano|Chur|Davos|Bayern|Baden-Württemberg|Hessen|Sachsen-Anhalt|Sachsen|Thüringen|Brandenburg|Mecklenburg-Vorpommern|Niedersachsen|Nordrhein-Westfalen|Rheinland-Pfalz|Saarland|Schleswig-Holstein|Tirol|Kärnten|Steiermark|Oberösterreich|Niederösterreich|Vorarlberg|Burgenland|Graubünden|Tessin|Wallis|Bodensee|Ostsee|Nordsee|Rhein|Elbe|Donau|Weser|Neckar|Mosel|Spree|Havel|Alpen|Schwarzwald|Harz|Eifel|Allgäu|Ruhrgebiet|Europa|Asien|Afrika|Amerika|Nordamerika|Südamerika|Australien|Mittelmeer|Atlantik|Pazifik|Balkan|Skandinavien|Paris|Lyon|Marseille|Straßburg|London|Edinburgh|Manchester|Dublin|Brüssel|Antwerpen|Amsterdam|Rotterdam|Den Haag|Luxemburg|Kopenhagen|Stockholm|Göteborg|Oslo|Bergen|Helsinki|Reykjavik|Warschau|Krakau|Danzig|Breslau|Stettin|Prag|Brünn|Budapest|Bratislava|Ljubljana|Zagreb|Belgrad|Sarajevo|Bukarest|Sofia|Athen|Istanbul|Ankara|Rom|Mailand|Venedig|Florenz|Neapel|Turin|Bologna|Genua|Bozen|Meran|Madrid|Barcelona|Sevilla|Valencia|Lissabon|Porto|Moskau|Sankt Petersburg|Kiew|Minsk|Vilnius|Riga|Tallinn|New York|Washington|Los Angeles|San Francisco|Chicago|Boston|Toronto|Montreal|Mexiko-Stadt|Buenos Aires|Rio de Janeiro|São Paulo|Kairo|Kapstadt|Nairobi|Dubai|Tel Aviv|Jerusalem|Peking|Shanghai|Hongkong|Tokio|Seoul|Singapur|Bangkok|Neu-Delhi|Mumbai|Sydney|Melbourne|Südtirol|Kalifornien|Texas|Florida|England|Schottland|Wales|Nordirland|Großbritannien|USA|Katalonien|Andalusien|Toskana|Sizilien|Sardinien|Bretagne|Provence|Elsass|Mallorca|Kreta`,
    ),
  },
}
