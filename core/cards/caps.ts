import type { CardsConfig } from '../config/config.ts'

/** The caps of the config that one plugin's cards are held to. Characters are UTF-16 units. */
export type CardCaps = Pick<CardsConfig, 'maxCards' | 'maxEntries' | 'maxTextChars' | 'maxTitleChars'>
