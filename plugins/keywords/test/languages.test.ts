import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runPlugin } from '../../../test/support/plugin-context.ts'
import keywords from '../index.ts'

/** The cards of a text as people see them, a line for each. */
async function cardsOf(path: string): Promise<string> {
  const { cards } = await runPlugin(keywords, fileURLToPath(new URL(`fixtures/${path}`, import.meta.url)))
  return cards
    .map((card) => {
      const texts = 'entries' in card ? card.entries.map(({ text }) => text ?? '') : []
      const between = card.skill_card_type === 'transcript' ? '\n  ' : ' · '
      return `${card.skill_card_title?.message}:${between === ' · ' ? ' ' : between}${texts.join(between)}`
    })
    .join('\n')
}

describe('the cards of', () => {
  it('minutes in English', async () => {
    expect(await cardsOf('texts/minutes-en.txt')).toMatchInlineSnapshot(`
      "Summary:
        Daniel Okafor reported on the survey of the north quay.
        Divers from Lindqvist Marine Ltd inspected 240 metres of sheet piling in February and found corrosion below the low water line on almost a third of it.
        Until the repair is finished, mobile cranes of more than 60 tonnes are not to use the north quay.
      Keywords: sheet piling · north quay · crane restrictions · committee · quay wall · harbour master · fishing cooperative · corrosion · repair · sediment · shore power · Fairhaven
      People: Daniel Okafor · Susan Whitfield · Margaret Holloway · Peter Lindqvist · Emily Carter · Councillor Barnes
      Organizations: Lindqvist Marine Ltd · Harbour Works Committee · Department for Transport · University of Plymouth · Environment Agency · Coastal Infrastructure Fund
      Places: Fairhaven · Bergen · Exeter · Chapel Street
      Dates: 12 March 2025 · 30 June 2025 · 9 April 2025
      Amounts: £380,000 · £1.2 million · £64,000 · £91,500 · £150,000 · £45,000
      Text:
        Language: English
        Words: 526
        Reading time: about 2 min"
    `)
  })

  it('a contract in German, in which each noun has a capital', async () => {
    expect(await cardsOf('texts/contract-de.txt')).toMatchInlineSnapshot(`
      "Summary:
        Die Miete ist bis zum dritten Werktag eines Monats auf das Konto der Vermieterin bei der Ostsee-Sparkasse Rostock zu zahlen.
        Die Mieterin stellt bei Übergabe eine Kaution in Höhe von drei Monatsmieten, also 8.370 Euro.
        Beim Auszug muss die Mieterin den Backofen entfernen, die Lüftungsanlage bleibt im Gebäude.
      Keywords: Mieterin · Vermieterin · Lüftungsanlage · Kaution · Rostock · Miete · Räume · Nebenkosten · Vertrag · Bäckerei · Mietgegenstand · Mietzeit
      People: Thomas Brandt · Katrin Sommerfeld · Herr Wollny
      Organizations: Speicherhof Verwaltungs GmbH · Bäckerei Sommerfeld KG · Ostsee-Sparkasse Rostock · Statistisches Bundesamt · Volksbank Mecklenburg eG · Landesamt für Kultur und Denkmalpflege · Architekturbüro Petersen
      Places: Rostock · Schwerin · Wismar
      Dates: 1. September 2025 · 31. August 2035 · 30. November · 12. Mai 2025
      Amounts: 2.790,00 Euro · 480 Euro · 8.370 Euro · 25.000 Euro
      Text:
        Language: German
        Words: 426
        Reading time: about 2 min"
    `)
  })

  it('a recipe in German, which names nobody', async () => {
    expect(await cardsOf('texts/recipe-de.txt')).toMatchInlineSnapshot(`
      "Summary:
        Für ein Backblech braucht man 500 Gramm Mehl, einen Würfel frische Hefe, 80 Gramm Zucker, 250 Milliliter lauwarme Milch, 80 Gramm weiche Butter, ein Ei, eine Prise Salz und etwa zwei Kilo reife Zwetschgen.
        Für die Streusel kommen 200 Gramm Mehl, 120 Gramm kalte Butter, 100 Gramm Zucker und ein halber Teelöffel Zimt dazu.
        Für die Streusel die kalte Butter in kleine Stücke schneiden und mit Mehl, Zucker und Zimt zwischen den Fingern zerreiben.
      Keywords: Zucker · Mehl · Zwetschgen · Streusel · Zimt · kalte Butter · lauwarme Milch · Teig · Rand · Backblech · Hefe · Schüssel
      Text:
        Language: German
        Words: 267
        Reading time: about 1 min"
    `)
  })

  it('news in French', async () => {
    expect(await cardsOf('texts/news-fr.txt')).toMatchInlineSnapshot(`
      "Summary:
        Après quatre ans de travaux, la ligne C du tramway de Saint-Brévin ouvrira le 6 septembre 2025.
        Le chantier du tramway a coûté 287 millions d'euros, soit 12 % de plus que prévu.
        La métropole prévoit de supprimer quatre cents places de stationnement, mais elle ouvrira deux parkings relais aux terminus, où le billet de tramway sera compris dans le prix du stationnement.
      Keywords: tramway · commerçants · ligne de tramway · indemnisation · métropole · travaux · voyageurs · stationnement · chantier · Saint-Brévin · université · billet
      People: Claire Fontaine · Karim Benali · Bernard Chauvel · Sophie Lemaire
      Organizations: Institut national de recherches archéologiques préventives · Banque européenne d'investissement · Université de Rennes · Alstom
      Places: La Rochelle · Bretagne · Nantes · Strasbourg · Montpellier
      Dates: 6 septembre 2025 · 15 mai · janvier 2026
      Amounts: 1,8 million d'euros · 14 500 euros · 287 millions d'euros · 110 millions d'euros · 1,70 euro
      Text:
        Language: French
        Words: 409
        Reading time: about 2 min"
    `)
  })

  it('a report in Spanish', async () => {
    expect(await cardsOf('texts/report-es.txt')).toMatchInlineSnapshot(`
      "Summary:
        El consumo total de agua fue de 19,6 hectómetros cúbicos, un 11 % menos que en la campaña anterior.
        El ahorro se debe sobre todo a los nuevos sensores de humedad del suelo, que se instalaron en 85 parcelas.
        Para 2025 se recomienda revestir siete kilómetros de acequias, con un presupuesto de 1,4 millones de euros, e instalar sensores en otras 120 parcelas.
      Keywords: riego · parcelas · sensores de humedad · vega del río · río Almar · agua · hectárea · remolacha · patata · informe · ahorro · Comunidad de Regantes
      People: Javier Montes · Lucía Herrero Vidal · Antonio Rubio
      Organizations: Comunidad de Regantes de Peñalba · Confederación Hidrográfica del Duero · Junta de Castilla y León · Ministerio de Agricultura · Riegos del Tormes S.L. · Universidad de Salamanca
      Places: Río Almar · Salamanca · Lisboa
      Dates: 20 de febrero de 2025 · 2 de mayo · 28 de septiembre · noviembre de 2025
      Amounts: 212.000 euros · 18.500 euros · 96.000 euros · 1,4 millones de euros
      Text:
        Language: Spanish
        Words: 433
        Reading time: about 2 min"
    `)
  })

  it('a manual in Portuguese', async () => {
    expect(await cardsOf('texts/manual-pt.txt')).toMatchInlineSnapshot(`
      "Summary:
        Ligue a caldeira no interruptor geral e escolha a temperatura da água no painel.
        A caldeira regula a chama sozinha, consoante a temperatura do depósito de inércia.
        Se o painel mostrar o erro E3, a ignição falhou: esvazie o queimador e verifique se há pellets no depósito.
      Keywords: caldeira · pellets · assistência técnica · manual · depósito · pellets Brasa · instalação · circuito · temperatura · garantia · chaminé · ignição
      People: Helena Figueiredo
      Organizations: Termoeste Lda.
      Places: Aveiro · Lisboa · Porto · Coimbra
      Dates: 3 de outubro de 2024
      Amounts: 145 euros
      Text:
        Language: Portuguese
        Words: 458
        Reading time: about 2 min"
    `)
  })

  it('a letter in Italian', async () => {
    expect(await cardsOf('texts/letter-it.txt')).toMatchInlineSnapshot(`
      "Summary:
        Le scrivo a nome del comitato per il restauro dell'organo di San Procolo, che da tre anni raccoglie fondi tra gli abitanti di Borgoforte e dei paesi vicini.
        Nei mesi scorsi la ditta Organi Ruffini S.r.l. di Brescia ha smontato lo strumento e ha esaminato le canne una per una.
        Il signor Paolo Ruffini stima che il restauro duri diciotto mesi e costi 168.000 euro, più 22.000 euro per la cassa.
      Keywords: restauro dell'organo · canne · comitato · strumento · Borgoforte · organo · Brescia · mantici · contributo · cantoria · rassegna · concerti
      People: Paolo Ruffini · Dottoressa Marchetti · Luigi Tosi · Giuseppe Bonatti · Elena Fabbri · Andrea Zanotti
      Organizations: Organi Ruffini S.r.l. · Fondazione Cariplo · Soprintendenza di Mantova · Banca Popolare di Lodi · Conservatorio di Mantova
      Places: Brescia · Mantova · Austria · Germania · Cremona · Milano
      Dates: 19 maggio 2023 · 31 dicembre 2025 · 8 gennaio 2025
      Amounts: 168.000 euro · 22.000 euro · 61.400 euro · 50.000 euro · 80.000 euro
      Text:
        Language: Italian
        Words: 403
        Reading time: about 2 min"
    `)
  })

  it('a report in Japanese, which has no spaces', async () => {
    expect(await cardsOf('texts/report-ja.txt')).toMatchInlineSnapshot(`
      "Summary:
        本報告書は、2024年度に実施した空き店舗活用事業の結果をまとめたものである。
        中町商店街には112の店舗があるが、2023年4月の時点で27店舗が空き店舗となっていた。
        第一に、空き店舗の所有者と出店希望者を結びつける相談窓口を設けた。
      Keywords: 空き店舗 · 通行量 · 中町商店街 · 商工会議所 · 店舗 · 出店 · 補助 · 空き店舗活用 · 後継者 · 事業 · 相談窓口 · 改装費
      People: 中村由美 · 佐藤健一 · 田中さん
      Organizations: 信州大学 · 株式会社北アルプス不動産 · 八十二銀行
      Places: 長野県松本市 · 東京
      Dates: 2023年4月 · 2024年5月18日 · 11月16日 · 2028年3月
      Amounts: 200万円 · 1,850万円 · 160万円 · 2,400万円
      Text:
        Language: Japanese
        Words: 607
        Reading time: about 2 min"
    `)
  })
})
