import { type LanguageRules, nameList, wordSet } from './language-rules.ts'

/** Portuguese, of Portugal and Brazil. */
export const portuguese: LanguageRules = {
  connectors: wordSet('de do da dos das'),
  determiners: wordSet(
    'o a os as um uma uns umas do da dos das de ao à aos às no na nos nas num numa este esta estes estas esse essa esses essas aquele aquela pelo pela pelos pelas meu minha seu sua seus suas nosso nossa nossos nossas cada outro outra em por para sem sobre com entre até desde dois duas três quatro cinco seis sete oito nove dez',
  ),
  nounFirst: true,
  capitalNouns: false,
  weakEnding: /.mente$/,
  generic: wordSet(
    `ano anos mês meses semana semanas dia dias hora horas minuto minutos segundo segundos tempo vez vezes parte partes
    exemplo caso casos número números quantidade percentagem porcentagem euro euros dólar dólares real reais milhão
    milhões mil metro metros quilómetro quilómetros quilômetro quilômetros centímetro centímetros milímetro milímetros
    grama gramas quilo quilos litro litros grau graus homem mulher pessoa pessoas gente senhor senhora dom dona doutor
    coisa coisas forma maneira tipo ponto pontos fim final início metade terço quarto lugar local lado manhã tarde noite
    motivo razão tema artigo alínea página novo nova novos novas grande grandes pequeno pequena primeiro primeira
    último última bom boa conta total cerca quadrados cúbicos utilizar escolher verifique`,
  ),
  abbreviations: wordSet(
    'sr sra srs dr dra prof eng av r n nº pág págs art ed vol fig tel etc aprox ex p s.a ltda lda jan fev mar abr mai jun jul ago set out nov dez',
  ),
  leaning: wordSet(
    'ele ela eles elas isto isso este esta estes estas esse essa esses essas aquilo mas porém contudo no entanto além também assim então depois portanto seu sua seus suas lhe lhes o e ou ali aí todavia nos noutros',
  ),
  names: {
    titles: String.raw`(?:Srs?\.|Sras?\.|Sr\.ª|D\.|Dom|Dona|Dr\.|Dra\.|Dr\.ª|Eng\.|Eng\.º|[Oo] (?:senhor|doutor|professor|prefeito|ministro|presidente|engenheiro)|[Aa] (?:senhora|doutora|professora|prefeita|ministra|presidente|engenheira))`,
    particles: wordSet('de do da dos das e'),
    surnames: 3,
    firstNameLists: ['es', 'it'],
    moreFirstNames: wordSet(
      'ademir adalberto adilson adriana adriano alessandra alexandre alfredo alice aloísio alzira amadeu amélia américo anabela anderson andreia ângela ângelo antónia armando artur augusto aurélio benedito bernardo breno camilo célia celso cíntia clara claudia cláudio cleber cleide cristiana cristiano cristina daiane dalila daniel daniela danilo david delfim denise deolinda dilma diogo dirceu domingos douglas ederson edgar edinéia edson elaine elenilda eliane elisa elisabete elza emanuel emília érica ermelinda ernesto estela eugénia eunice fabiana fabiano fátima felipe flávia flávio florbela franciane francisca gerson gilberto gilson gisele glória graça guilherme hamilton hélder hélio henriqueta hugo humberto idalina ilda inácio irene isabel isadora itamar ivan ivo ivone jacinto jaime jair jefferson jéssica joel jonas josefa josué judite júlia júlio karina kátia laís lara laura leandro leila leonardo lídia lígia lina liliana lorena lucas luciana luciano lurdes luzia madalena magda marcela márcia marco marcos margarida marina marisa marlene marta matias maurício mauro maximiano micaela miriam moacir moisés murilo nádia natália nélson nelson neusa nicole odete olga olívia orlando osvaldo otávio paula raimundo raquel raul regina reinaldo renata renato ricardo roberta roberto rodrigo rogério romeu rosa rosana rosângela rubens rute samuel sara saulo sebastião sérgia severino silvana silvio simone solange sónia sônia tânia tatiana telma tomás tomé valdemar valdir valéria vanessa vicente vinícius virgínia viviane wagner wellington wesley xavier yara zélia zeferino joão josé antónio antônio luís luiz paulo pedro tiago thiago gonçalo duarte vasco nuno rui jorge joaquim manuel carlos miguel rafael bruno fábio márcio marcelo caio davi enzo gustavo henrique heitor ícaro joana ana maria mariana beatriz inês catarina leonor matilde carolina rita sofia teresa helena luísa luiza lúcia patrícia vânia vera sílvia fernanda juliana larissa letícia camila bruna gabriela aline débora cláudia mônica mónica sandra susana filipa filipe afonso lourenço salvador simão mateus lucas francisco fernando sérgio césar vítor eduardo',
    ),
    companyForms: String.raw`(?:Lda\.?|Ltda\.?|S\.A\.|S/A|SA|SGPS|EIRELI|Unipessoal|ME|EPP)`,
    institutions: `(?:[Mm]inistério|[Uu]niversidade|Instituto|Banco|Conselho|Associação|Federação|Agência|Direção-Geral|Secretaria|Câmara Municipal|Câmara|Sindicato|Fundação|Sociedade|Companhia|Escola|Colégio|Hospital|[Pp]refeitura|Junta de Freguesia|Tribunal|Academia|Biblioteca|Museu|Observatório|Cooperativa|Caixa|Autoridade|Administração do Porto|Centro Hospitalar)`,
    institutionLinks: `(?: da | do | dos | das | de | para a | para o )`,
    knownOrganizations: nameList(
      'União Europeia|Comissão Europeia|Parlamento Europeu|Conselho Europeu|Banco Central Europeu|Banco Europeu de Investimento|Nações Unidas|ONU|OTAN|NATO|OMS|OCDE|FMI|Unesco|UNESCO|Unicef|Assembleia da República|Supremo Tribunal Federal|Tribunal Constitucional|Tribunal de Contas|Banco de Portugal|Banco do Brasil|Banco Central|Banco Mundial|Caixa Geral de Depósitos|Caixa Econômica Federal|Segurança Social|Receita Federal|Polícia Federal|Petrobras|Embrapa|Ibama|IBGE|INSS|BNDES|Anvisa|Anatel|Aneel|EDP|Galp|TAP|CTT|Infraestruturas de Portugal|Cruz Vermelha|Mercosul',
    ),
    placeKinds: `(?:(?:[Cc]idade|[Mm]unicípio|[Cc]oncelho|[Ff]reguesia|[Dd]istrito|[Vv]ila|[Aa]ldeia|[Ee]stado|[Rr]egião) (?:de |do |da |dos |das ))`,
    landforms: `(?:[Ii]lha|[Rr]io|[Ss]erra|[Vv]ale|[Bb]aía|[Ll]agoa) (?:de |do |da |dos |das )?`,
    places: nameList(
      `Lisboa|Porto|Braga|Coimbra|Aveiro|Faro|Évora|Setúbal|Guimarães|Viseu|Leiria|Santarém|Viana do Castelo|Vila Real|Bragança|Guarda|Castelo Branco|Portalegre|Beja|Funchal|Ponta Delgada|Figueira da Foz|Matosinhos|Vila Nova de Gaia|Cascais|Sintra|Almada|Barreiro|Amadora|Sines|Portimão|Lagos|Tavira|Algarve|Alentejo|Minho|Trás-os-Montes|Beira Interior|Ribatejo|Açores|Madeira|Douro|Tejo|Mondego|Serra da Estrela|São Paulo|Rio de Janeiro|Brasília|Salvador|Fortaleza|Belo Horizonte|Manaus|Curitiba|Recife|Porto Alegre|Belém|Goiânia|Guarulhos|Campinas|São Luís|Maceió|Natal|Teresina|João Pessoa|Campo Grande|Cuiabá|Aracaju|Florianópolis|Vitória|Joinville|Londrina|Santos|Ribeirão Preto|Niterói|Uberlândia|Petrópolis|Ouro Preto|Foz do Iguaçu|Minas Gerais|Bahia|Paraná|Santa Catarina|Rio Grande do Sul|Rio Grande do Norte|Pernambuco|Ceará|Amazonas|Pará|Maranhão|Goiás|Mato Grosso do Sul|Mato Grosso|Espírito Santo|Paraíba|Alagoas|Sergipe|Piauí|Rondônia|Roraima|Amapá|Acre|Tocantins|Amazônia|Nordeste|Luanda|Maputo|Bissau|Praia|Díli|Macau|Europa|Ásia|África|América|América Latina|América do Sul|América do Norte|Oceania|Mediterrâneo|Atlântico|Pacífico|Andes|Madrid|Madri|Barcelona|Sevilha|Valência|Vigo|Galiza|Andaluzia|Catalunha|Paris|Lyon|Marselha|Bordéus|Londres|Edimburgo|Dublin|Berlim|Hamburgo|Munique|Colónia|Frankfurt|Viena|Zurique|Genebra|Berna|Bruxelas|Antuérpia|Amesterdão|Amsterdã|Roterdão|Haia|Copenhaga|Copenhague|Estocolmo|Oslo|Helsínquia|Varsóvia|Cracóvia|Praga|Budapeste|Roma|Milão|Turim|Veneza|Florença|Nápoles|Atenas|Istambul|Moscovo|Moscou|Kiev|Bucareste|Belgrado|Nova Iorque|Nova York|Washington|Los Angeles|São Francisco|Chicago|Boston|Miami|Toronto|Montreal|Buenos Aires|Montevideu|Santiago do Chile|Lima|Bogotá|Caracas|Cidade do México|Havana|Pequim|Xangai|Hong Kong|Tóquio|Seul|Singapura|Banguecoque|Nova Deli|Sydney|Jerusalém|Dubai|Cairo|Casablanca|Nairobi|Inglaterra|Escócia|País de Gales|Grã-Bretanha|Baviera|Toscana|Sicília|Sardenha|Bretanha|Califórnia|Texas|Flórida`,
    ),
  },
}
