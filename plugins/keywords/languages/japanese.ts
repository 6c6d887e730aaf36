import { type LanguageRules, wordSet } from './language-rules.ts'

/** Japanese: nouns and names are told by a dictionary instead. */
export const japanese: LanguageRules = {
  connectors: wordSet(''),
  determiners: wordSet(''),
  nounFirst: true,
  capitalNouns: false,
  weakEnding: /$^/,
  generic: wordSet(
    `平成 令和 昭和 こと もの ため 場合 以上 以下 以内 以外 程度 前後 全体 一部 部分 内容 結果 理由 原因 方法 状況 状態 目的 対象 必要 可能 利用 使用 実施 実現 予定 開始 終了 今回 今後 現在 当時 本年 昨年 今年 来年 年度 年間 月間 時間 時点 期間 最大 最小 平均 合計 総額 割合 半額 半分 関係 影響 問題 課題 意見 検討 確認 説明 報告 記載 作成 提出 参加 担当 発表 予想 以前 最近 最後 最初 最終 第一 第二 第三 一つ 二つ 三つ それぞれ 一年 本日 次回 上記 下記 一方 多く 周辺 自分 皆様 方々 人々 増加 減少 向上 低下 実際 基本 全国 各地 各社 同社 同氏 本書 当社 弊社 貴社 御社 拝啓 敬具 以降`,
  ),
  abbreviations: wordSet(''),
  leaning: wordSet(
    'これ それ あれ この その あの ここ そこ しかし また さらに そして そのため したがって 一方 ただし なお つまり だが でも そのうち',
  ),
}
