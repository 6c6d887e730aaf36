import { type LanguageRules, nameList, wordSet } from './language-rules.ts'

/** Spanish. */
export const spanish: LanguageRules = {
  connectors: wordSet('de del la las los el'),
  determiners: wordSet(
    'el la los las un una unos unas lo al del de este esta estos estas ese esa esos esas aquel aquella mi mis tu tus su sus nuestro nuestra nuestros nuestras cada otro otra otros otras en por para sin sobre con entre hacia hasta desde dos tres cuatro cinco seis siete ocho nueve diez',
  ),
  nounFirst: true,
  capitalNouns: false,
  weakEnding: /.mente$/,
  generic: wordSet(
    `año años mes meses semana semanas día días hora horas minuto minutos segundo segundos tiempo vez veces parte partes
    ejemplo caso casos número números cantidad porcentaje euro euros dólar dólares peso pesos millón millones mil metro
    metros kilómetro kilómetros centímetro centímetros gramo gramos kilo kilos litro litros grado grados hombre mujer
    persona personas gente señor señora don doña doctor cosa cosas forma manera tipo punto puntos fin final principio
    mitad tercio cuarto lugar lado mañana tarde noche mediodía motivo razón tema artículo apartado página nuevo nueva
    nuevos nuevas gran grande grandes pequeño pequeña primer primera último última bueno buena cuenta total campaña
    explica señala indica afirma añade cúbicos cuadrados cambio resultado resultados`,
  ),
  abbreviations: wordSet(
    'sr sra srta sres d dª dr dra prof ing lic av avda c nº núm pág págs art ed vol fig tel etc aprox ej p ee uu s.a s.l ene feb mar abr jun jul ago sep sept oct nov dic',
  ),
  leaning: wordSet(
    'él ella ellos ellas esto eso este esta estos estas ese esa esos esas aquello pero sin embargo además también así entonces luego después por tanto no obstante su sus le les lo y o en cambio allí ahí asimismo',
  ),
  names: {
    titles: String.raw`(?:Sr(?:es)?\.|Sras?\.|Srta\.|D\.|D\.?ª\.?|Don|Doña|don|doña|Dr\.|Dra\.|[Ee]l (?:señor|doctor|profesor|alcalde|ministro|presidente|ingeniero)|[Ll]a (?:señora|doctora|profesora|alcaldesa|ministra|presidenta|ingeniera))`,
    particles: wordSet('de del la las los y'),
    surnames: 2,
    firstNameLists: ['es'],
    moreFirstNames: wordSet(
      'josé maría jesús ángel lucía sofía andrés martín joaquín inés raúl víctor óscar iván álvaro rocío mónica verónica concepción ramón germán adrián fermín rubén belén begoña iñaki ainhoa nuria jordi xavier',
    ),
    companyForms: String.raw`(?:S\.A\.U\.|S\.L\.U\.|S\.A\.|S\.L\.|SL|SA|SLU|SAU|S\. ?Coop\.|S\.A\. de C\.V\.|S\. de R\.L\.)`,
    institutions: `(?:[Mm]inisterio|[Uu]niversidad|Instituto|Banco|Consejo|Consejería|Asociación|Federación|Agencia|Oficina|Dirección General|Cámara|Sindicato|Fundación|Sociedad|Compañía|Escuela|Colegio|Hospital|[Aa]yuntamiento|Diputación|Juzgado|Tribunal|Audiencia|Academia|Biblioteca|Museo|Observatorio|Junta|Comunidad de Regantes|Confederación Hidrográfica|Autoridad Portuaria|Cooperativa|Caja)`,
    institutionLinks: `(?: de la | de los | de las | del | de | para la | para el )`,
    knownOrganizations: nameList(
      'Unión Europea|Comisión Europea|Parlamento Europeo|Consejo Europeo|Banco Central Europeo|Banco Europeo de Inversiones|Naciones Unidas|ONU|OTAN|OMS|OCDE|FMI|Unesco|UNESCO|Unicef|Congreso de los Diputados|Tribunal Supremo|Tribunal Constitucional|Audiencia Nacional|Banco de España|Banco Mundial|Agencia Tributaria|Seguridad Social|Guardia Civil|Policía Nacional|Generalitat|Renfe|Adif|Telefónica|Iberdrola|Endesa|Repsol|Santander|BBVA|CaixaBank|Inditex|Iberia|CSIC|Aemet|Cruz Roja|Cáritas|Mercosur|Pemex',
    ),
    placeKinds: `(?:(?:[Cc]iudad|[Mm]unicipio|[Pp]rovincia|[Pp]ueblo|[Ll]ocalidad|[Cc]omarca|[Vv]illa|[Rr]egión) (?:de la |de los |de las |del |de ))`,
    landforms: `(?:[Ii]sla|[Rr]ío|[Ll]ago|[Ss]ierra|[Vv]alle|[Bb]ahía|[Gg]olfo) (?:de la |de los |de las |del |de )?`,
    places: nameList(
      `Madrid|Barcelona|Valencia|Sevilla|Zaragoza|Málaga|Murcia|Palma de Mallorca|Palma|Las Palmas|Bilbao|Alicante|Córdoba|Valladolid|Vigo|Gijón|A Coruña|La Coruña|Vitoria|Granada|Elche|Oviedo|Cartagena|Jerez|Pamplona|Almería|San Sebastián|Burgos|Santander|Castellón|Albacete|Logroño|Badajoz|Salamanca|Huelva|Lleida|Tarragona|León|Cádiz|Jaén|Ourense|Girona|Lugo|Cáceres|Santiago de Compostela|Toledo|Ávila|Segovia|Soria|Zamora|Palencia|Cuenca|Guadalajara|Teruel|Huesca|Ceuta|Melilla|Ciudad Real|Mérida|Algeciras|Marbella|Andalucía|Cataluña|Galicia|Asturias|Cantabria|País Vasco|Navarra|Aragón|La Rioja|Castilla y León|Castilla-La Mancha|Extremadura|Comunidad Valenciana|Baleares|Canarias|Mallorca|Menorca|Ibiza|Tenerife|Lanzarote|Fuerteventura|Gran Canaria|Duero|Ebro|Tajo|Guadalquivir|Guadiana|Pirineos|Sierra Nevada|Mediterráneo|Atlántico|Cantábrico|Ciudad de México|Guadalajara|Monterrey|Puebla|Tijuana|Oaxaca|Veracruz|Yucatán|Chiapas|Buenos Aires|Córdoba|Rosario|Mendoza|Patagonia|Santiago de Chile|Valparaíso|Lima|Cusco|Arequipa|Bogotá|Medellín|Cali|Barranquilla|Caracas|Maracaibo|Quito|Guayaquil|La Paz|Santa Cruz de la Sierra|Montevideo|Asunción|La Habana|San José|San Juan|Santo Domingo|Managua|Tegucigalpa|San Salvador|Ciudad de Guatemala|Río de Janeiro|São Paulo|Brasilia|Andes|Amazonas|Caribe|Europa|Asia|África|América|América Latina|Latinoamérica|América del Norte|Oceanía|París|Lyon|Marsella|Burdeos|Toulouse|Londres|Edimburgo|Mánchester|Dublín|Berlín|Hamburgo|Múnich|Colonia|Fráncfort|Viena|Zúrich|Ginebra|Berna|Bruselas|Amberes|Ámsterdam|Róterdam|La Haya|Copenhague|Estocolmo|Oslo|Helsinki|Varsovia|Cracovia|Praga|Budapest|Roma|Milán|Turín|Venecia|Florencia|Nápoles|Lisboa|Oporto|Coímbra|Atenas|Estambul|Moscú|Kiev|Bucarest|Belgrado|Nueva York|Washington|Los Ángeles|San Francisco|Chicago|Boston|Miami|Toronto|Montreal|Pekín|Shanghái|Hong Kong|Tokio|Seúl|Singapur|Bangkok|Nueva Delhi|Sídney|Jerusalén|Tel Aviv|Dubái|El Cairo|Casablanca|Rabat|Tánger|Nairobi|Inglaterra|Escocia|Gales|Gran Bretaña|Baviera|Toscana|Sicilia|Cerdeña|Bretaña|Provenza|California|Texas|Florida|EE. UU.`,
    ),
  },
}
