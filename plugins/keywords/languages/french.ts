import { type LanguageRules, nameList, wordSet } from './language-rules.ts'

/** French. */
export const french: LanguageRules = {
  connectors: wordSet('de du des à'),
  determiners: wordSet(
    'le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs chaque quelque quelques plusieurs en par pour sans sur sous avec dans entre vers chez deux trois quatre cinq six sept huit neuf dix',
  ),
  nounFirst: true,
  capitalNouns: false,
  weakEnding: /(?:amment|emment|ellement|ivement|ièrement|alement|ablement|iquement|euxement|eusement)$/,
  generic: wordSet(
    `an ans année années mois semaine semaines jour jours journée heure heures minute minutes seconde secondes temps fois partie
    parties exemple cas nombre nombres quantité pourcentage euro euros dollar dollars million millions milliard milliards
    mètre mètres centimètre centimètres kilomètre kilomètres gramme grammes kilo kilos litre litres degré degrés homme
    femme personne personnes gens monsieur madame messieurs mesdames mme docteur chose choses façon manière sorte type
    point points fin début moitié tiers quart suite effet ensemble lieu place côté matin soir midi nuit samedi compte comptes
    rue avenue boulevard sujet cadre article alinéa page nouveau nouvelle nouveaux nouvelles grand grande grands grandes
    petit petite petits petites premier première dernière dernier bon bonne explique rappelle affirme indique précise
    estime ajoute déclare souligne espère prévoit reste essentiel`,
  ),
  abbreviations: wordSet(
    'm mm mme mmes mlle dr pr me st ste av bd art al p pp ex cf env etc tél n no vol fig chap éd janv févr avr juil sept oct nov déc p.ex c.-à-d',
  ),
  leaning: wordSet(
    'il elle ils elles on ce cela ceci cette ces celui celle ceux celles leur leurs son sa ses mais cependant toutefois pourtant or donc ainsi alors aussi ensuite puis enfin également néanmoins y en lui eux par ailleurs outre dès lors',
  ),
  names: {
    titles: String.raw`(?:MM?\.|Mmes?|Mlles?|Monsieur|Madame|Mademoiselle|Dr|Docteur|Pr|Professeure?|Me|Maître|[Ll]e (?:docteur|professeur|président|maire|ministre|préfet)|[Ll]a (?:docteure|professeure|présidente|maire|ministre|préfète))`,
    particles: wordSet('de du des le la'),
    surnames: 1,
    firstNameLists: ['fr'],
    moreFirstNames: wordSet('karim mehdi yasmine inès chloé léa théo hugo maëlys'),
    companyForms: String.raw`(?:SARL|SAS|SASU|S\.A\.S\.|S\.A\.R\.L\.|S\.A\.|SA|SNC|EURL|SCI|SCOP|GIE)`,
    institutions: `(?:[Mm]inistère|[Uu]niversité|[Ii]nstitut|Banque|[Cc]onseil (?:régional|départemental|général|municipal)|[Aa]ssociation|Fédération|Agence|Office|Direction|Chambre|Syndicat|Fondation|Société|Compagnie|École|Lycée|Collège|Hôpital|[Cc]entre hospitalier|[Mm]airie|[Pp]réfecture|[Tt]ribunal (?:judiciaire|administratif|de commerce)|[Cc]our d['’]appel|Académie|Bibliothèque|Musée|Observatoire|Caisse|Port|Métropole)`,
    institutionLinks: `(?: de la | de l['’]| de | du | des | d['’]| pour la | pour l['’]| pour le )`,
    knownOrganizations: nameList(
      "Union européenne|Commission européenne|Parlement européen|Conseil européen|Banque centrale européenne|Banque européenne d’investissement|Banque européenne d'investissement|Nations unies|ONU|OTAN|OMS|OCDE|FMI|UNESCO|Unesco|Unicef|Assemblée nationale|Sénat|Conseil d'État|Conseil d’État|Conseil constitutionnel|Cour de cassation|Cour des comptes|Banque de France|Banque mondiale|Caisse des dépôts|SNCF|RATP|EDF|Engie|Insee|CNRS|Inserm|Inrae|Ademe|Alstom|Airbus|Renault|Peugeot|Michelin|TotalEnergies|Bouygues|Vinci|Veolia|La Poste|Air France|Croix-Rouge|Médecins sans frontières|Institut national de recherches archéologiques préventives|Pôle emploi|France Travail|Météo-France",
    ),
    placeKinds: `(?:(?:[Vv]ille|[Cc]ommune|[Vv]illage|[Dd]épartement|[Rr]égion) (?:de la |de l['’]|de |du |des |d['’]))`,
    landforms: `(?:[Ll]ac|[Îî]le|[Mm]ont|[Gg]olfe|[Vv]allée|[Bb]aie|[Pp]resqu['’]île) (?:de la |de l['’]|de |du |des |d['’])?`,
    places: nameList(
      `Paris|Marseille|Lyon|Toulouse|Nice|Nantes|Montpellier|Strasbourg|Bordeaux|Lille|Rennes|Reims|Saint-Étienne|Le Havre|Toulon|Grenoble|Dijon|Angers|Nîmes|Aix-en-Provence|Clermont-Ferrand|Le Mans|Brest|Tours|Amiens|Limoges|Annecy|Perpignan|Besançon|Metz|Orléans|Rouen|Mulhouse|Caen|Nancy|Avignon|Poitiers|La Rochelle|Pau|Calais|Dunkerque|Cannes|Antibes|Ajaccio|Bastia|Valence|Chambéry|Lorient|Quimper|Vannes|Saint-Malo|Saint-Nazaire|Cherbourg|Colmar|Troyes|Bayonne|Biarritz|Arles|Carcassonne|Narbonne|Béziers|Albi|Cahors|Rodez|Aurillac|Chartres|Versailles|Bourges|Nevers|Auxerre|Mâcon|Bretagne|Normandie|Île-de-France|Occitanie|Nouvelle-Aquitaine|Auvergne-Rhône-Alpes|Bourgogne-Franche-Comté|Grand Est|Hauts-de-France|Pays de la Loire|Provence-Alpes-Côte d'Azur|Provence|Alsace|Lorraine|Corse|Auvergne|Bourgogne|Champagne|Picardie|Finistère|Morbihan|Ille-et-Vilaine|Loire-Atlantique|Haute-Savoie|Savoie|Gironde|Vendée|Vaucluse|Dordogne|Ardèche|Seine|Loire|Rhône|Garonne|Rhin|Alpes|Pyrénées|Vosges|Jura|Massif central|Méditerranée|Atlantique|Manche|Bruxelles|Liège|Namur|Charleroi|Anvers|Gand|Bruges|Wallonie|Flandre|Genève|Lausanne|Neuchâtel|Fribourg|Berne|Zurich|Bâle|Montréal|Québec|Ottawa|Toronto|Dakar|Abidjan|Alger|Tunis|Casablanca|Rabat|Le Caire|Beyrouth|Londres|Édimbourg|Dublin|Berlin|Hambourg|Munich|Cologne|Francfort|Leipzig|Vienne|Prague|Budapest|Varsovie|Cracovie|Copenhague|Stockholm|Oslo|Helsinki|Amsterdam|Rotterdam|La Haye|Rome|Milan|Turin|Venise|Florence|Naples|Gênes|Madrid|Barcelone|Séville|Valence|Bilbao|Lisbonne|Porto|Athènes|Istanbul|Moscou|Kiev|Bucarest|Sofia|Belgrade|Zagreb|New York|Washington|Los Angeles|San Francisco|Chicago|Boston|Mexico|Buenos Aires|Rio de Janeiro|São Paulo|Pékin|Shanghai|Hong Kong|Tokyo|Séoul|Singapour|Bangkok|New Delhi|Sydney|Jérusalem|Tel-Aviv|Dubaï|Nairobi|Le Cap|Europe|Asie|Afrique|Amérique|Amérique du Nord|Amérique du Sud|Océanie|Angleterre|Écosse|Pays de Galles|Grande-Bretagne|Catalogne|Andalousie|Toscane|Sicile|Sardaigne|Bavière|Californie|Texas|Floride|Guadeloupe|Martinique|Guyane|La Réunion|Mayotte|Tahiti`,
    ),
  },
}
