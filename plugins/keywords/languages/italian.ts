import { type LanguageRules, nameList, wordSet } from './language-rules.ts'

/** Italian. */
export const italian: LanguageRules = {
  connectors: wordSet('di del dello della dei degli delle da a'),
  determiners: wordSet(
    'il lo la i gli le un uno una di del dello della dei degli delle al allo alla ai agli alle dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle questo questa questi queste quel quella quei quelle mio mia suo sua suoi sue nostro nostra nostri nostre vostro vostra loro ogni altro altra altri altre in per senza su con tra fra da a due tre quattro cinque sei sette otto nove dieci',
  ),
  nounFirst: true,
  capitalNouns: false,
  weakEnding: /.mente$/,
  generic: wordSet(
    `anno anni mese mesi settimana settimane giorno giorni giornata ora ore minuto minuti secondo secondi tempo volta volte
    parte parti esempio caso casi numero numeri quantità percentuale euro dollaro dollari milione milioni miliardo miliardi
    mila metro metri chilometro chilometri centimetro centimetri grammo grammi chilo chili litro litri grado gradi uomo
    donna persona persone gente signor signora signore dottor dottore dottoressa cosa cose modo maniera tipo punto punti
    fine inizio metà terzo quarto luogo posto lato mattina sera notte motivo ragione tema articolo comma pagina nuovo nuova
    nuovi nuove grande grandi piccolo piccola primo prima ultimo ultima buono buona conto totale gentile cordiali saluti
    nome scorsi spiega afferma aggiunge dichiara ringrazio`,
  ),
  abbreviations: wordSet(
    'sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom rag on st v n nr pag pagg art ed vol fig tel ecc circa es p s.p.a s.r.l c gen feb mar apr mag giu lug ago set ott nov dic',
  ),
  leaning: wordSet(
    'egli ella esso essa essi esse lui lei loro ciò questo questa questi queste quello quella quelli quelle ma però tuttavia inoltre anche così allora poi dopo quindi dunque perciò suo sua suoi sue e o invece infatti pertanto vi ci',
  ),
  names: {
    titles: String.raw`(?:Sig\.|Sig\.ra|Sig\.na|[Ss]ignor|[Ss]ignora|[Ss]ignorina|Dott\.|Dott\.ssa|[Dd]ottor|[Dd]ottoressa|Prof\.|Prof\.ssa|[Pp]rofessor|[Pp]rofessoressa|Ing\.|Avv\.|[Aa]vvocato|[Ii]ngegner|[Dd]on|[Ii]l (?:sindaco|ministro|presidente|maestro)|[Ll]a (?:sindaca|ministra|presidente|maestra))`,
    particles: wordSet('de di del della da dal dalla lo la'),
    surnames: 1,
    firstNameLists: ['it'],
    moreFirstNames: wordSet(
      'niccolò nicolò mattia andrea noemi giada ginevra aurora yuri sofia greta bianca gian pier',
    ),
    companyForms: String.raw`(?:S\.p\.A\.|SpA|S\.r\.l\.s?\.?|Srls?|S\.n\.c\.|S\.a\.s\.|Scarl|S\.c\.a\.r\.l\.)`,
    institutions: `(?:[Mm]inistero|[Uu]niversità|Istituto|Banca|Cassa di Risparmio|Consiglio|Associazione|Federazione|Agenzia|Ufficio|Direzione|Camera di [Cc]ommercio|Sindacato|Fondazione|Società|Compagnia|Scuola|Liceo|Ospedale|Comune|Provincia|Regione|Tribunale|Corte d['’]appello|Accademia|Biblioteca|Museo|Osservatorio|Soprintendenza|Conservatorio|Politecnico|Questura|Prefettura|Consorzio|Azienda (?:Usl|USL|[Ss]anitaria|[Oo]spedaliera)|Cooperativa|Autorità|Arcidiocesi|Diocesi)`,
    institutionLinks: `(?: della | dell['’]| dello | dei | degli | delle | del | di | d['’]| per la | per il | per l['’])`,
    knownOrganizations: nameList(
      "Unione europea|Unione Europea|Commissione europea|Commissione Europea|Parlamento europeo|Parlamento Europeo|Banca centrale europea|Banca Centrale Europea|Banca europea per gli investimenti|Nazioni Unite|ONU|Onu|NATO|Nato|OMS|Oms|OCSE|Ocse|FMI|Unesco|UNESCO|Unicef|Corte costituzionale|Corte di cassazione|Corte dei conti|Consiglio di Stato|Banca d’Italia|Banca d'Italia|Banca mondiale|Banca Popolare di Lodi|Fondazione Cariplo|Cassa depositi e prestiti|Agenzia delle Entrate|Guardia di Finanza|Guardia di finanza|Protezione civile|Vigili del fuoco|Istat|Inps|INPS|Inail|INAIL|Enea|Cnr|CNR|Arpa|Anas|Trenitalia|Italo|Fiat|Ferrari|Eni|Enel|Terna|Snam|Leonardo|Fincantieri|Poste Italiane|Intesa Sanpaolo|Unicredit|Croce Rossa|Caritas",
    ),
    placeKinds: `(?:(?:[Cc]ittà|[Pp]aese|[Bb]orgo|[Pp]rovincia|[Rr]egione|[Ff]razione) (?:della |dell['’]|del |di |d['’]))`,
    landforms: `(?:[Vv]alle|[Ll]ago|[Ii]sola|[Mm]onte|[Gg]olfo) (?:della |dell['’]|del |di |d['’])?`,
    places: nameList(
      `Roma|Milano|Napoli|Torino|Palermo|Genova|Bologna|Firenze|Bari|Catania|Venezia|Verona|Messina|Padova|Trieste|Taranto|Brescia|Parma|Prato|Modena|Reggio Calabria|Reggio Emilia|Perugia|Ravenna|Livorno|Cagliari|Foggia|Rimini|Salerno|Ferrara|Sassari|Latina|Monza|Siracusa|Bergamo|Pescara|Trento|Forlì|Vicenza|Terni|Bolzano|Novara|Piacenza|Ancona|Andria|Arezzo|Udine|Cesena|Lecce|Pesaro|Alessandria|La Spezia|Pistoia|Lucca|Pisa|Siena|Grosseto|Brindisi|Treviso|Varese|Como|Lecco|Sondrio|Cremona|Mantova|Lodi|Pavia|Asti|Cuneo|Aosta|Savona|Imperia|Sanremo|Carrara|Viterbo|Rieti|L'Aquila|Teramo|Campobasso|Isernia|Caserta|Benevento|Avellino|Potenza|Matera|Cosenza|Catanzaro|Crotone|Trapani|Agrigento|Ragusa|Enna|Nuoro|Oristano|Olbia|Merano|Rovereto|Belluno|Rovigo|Gorizia|Pordenone|Urbino|Assisi|Orvieto|Lombardia|Piemonte|Veneto|Liguria|Toscana|Emilia-Romagna|Umbria|Marche|Lazio|Abruzzo|Molise|Campania|Puglia|Basilicata|Calabria|Sicilia|Sardegna|Friuli Venezia Giulia|Trentino-Alto Adige|Alto Adige|Trentino|Valle d'Aosta|Po|Tevere|Arno|Adige|Alpi|Dolomiti|Appennini|Appennino|Etna|Vesuvio|Adriatico|Tirreno|Mediterraneo|Atlantico|Europa|Asia|Africa|America|Oceania|Parigi|Lione|Marsiglia|Nizza|Londra|Edimburgo|Dublino|Berlino|Amburgo|Monaco di Baviera|Monaco|Colonia|Francoforte|Lipsia|Dresda|Stoccarda|Vienna|Salisburgo|Innsbruck|Zurigo|Ginevra|Berna|Basilea|Lugano|Bruxelles|Anversa|Amsterdam|Rotterdam|L'Aia|Copenaghen|Stoccolma|Oslo|Helsinki|Varsavia|Cracovia|Praga|Budapest|Lubiana|Zagabria|Belgrado|Madrid|Barcellona|Siviglia|Valencia|Lisbona|Porto|Atene|Istanbul|Mosca|Kiev|Bucarest|Sofia|New York|Washington|Los Angeles|San Francisco|Chicago|Boston|Toronto|Montreal|Buenos Aires|Rio de Janeiro|San Paolo|Città del Messico|L'Avana|Pechino|Shanghai|Hong Kong|Tokyo|Seul|Singapore|Bangkok|Nuova Delhi|Sydney|Gerusalemme|Tel Aviv|Dubai|Il Cairo|Nairobi|Inghilterra|Scozia|Galles|Gran Bretagna|Baviera|Catalogna|Andalusia|Bretagna|Provenza|California|Texas|Florida|Corsica|Canton Ticino`,
    ),
  },
}
