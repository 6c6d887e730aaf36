import { defineErrors } from '../spec.ts'

/** Errors of the cards that a plugin makes. `{where}` is a place such as `cards[1].entries[3].appears[0].end`. */
export const cardErrors = defineErrors({
  SKR_CARDS_BUILDER_ARGUMENT: {
    message: '{builder} needs "{argument}" to be {wanted}, and got {got}.',
    why: 'The card builders turn plain values into the form that Box shows; this value has no such form.',
    fix: 'Authors: pass {wanted} as "{argument}".',
  },
  SKR_CARDS_BUILDER_IMAGE_ADDRESS: {
    message: 'cards.timeline() got an address as "{argument}": {got}.',
    why: 'The runner makes a small picture of "image", which is the bytes or the path of a local file; it fetches nothing.',
    fix: 'Authors: pass an address as "imageUrl", or download the picture and pass its bytes as "image".',
  },
  SKR_CARDS_NOT_A_LIST: {
    message: 'The cards are {got} instead of a list.',
    why: 'run() has to return an array of cards; an empty array says that nothing was found.',
    fix: 'Authors: return a list such as [cards.keyword(…)], or [].',
  },
  SKR_CARDS_NOT_A_CARD: {
    message: '{where} is {got} instead of {wanted}.',
    why: 'Every element of the returned list becomes a card, and every element of "entries" an entry of it.',
    fix: 'Authors: make cards with a builder, such as cards.transcript(), and leave out what is empty.',
  },
  SKR_CARDS_TYPE_UNKNOWN: {
    message: '{where} is {got}; it has to be "keyword", "transcript", "timeline" or "status".',
    why: 'Box knows these four types of card and shows no other.',
    fix: 'Authors: use the builder of that name, which sets the type.',
  },
  SKR_CARDS_TITLE_MISSING: {
    message: '{where} is {got}; it has to be {wanted}.',
    why: 'The title stands above the card; without one people cannot tell whose card it is.',
    fix: 'Authors: pass a "title" to the builder, or write "skill_card_title" with a "message".',
  },
  SKR_CARDS_ENTRIES_MISSING: {
    message: '{where} is {got}; it has to be a list.',
    why: "Box's web app hides a keyword, transcript or timeline card that has no list of entries.",
    fix: 'Authors: set "entries" to a list. An empty one is allowed and says that nothing was found.',
  },
  SKR_CARDS_STATUS_ON_DATA_CARD: {
    message: '{where} has a "status", which only a status card may have.',
    why: "A card with a status but without entries breaks Box's whole sidebar, so data cards never carry one.",
    fix: 'Authors: leave "status" out, and return a card of its own made by cards.status() for the message.',
  },
  SKR_CARDS_ENTRIES_ON_STATUS_CARD: {
    message: '{where} has "entries", which a status card must not have.',
    why: "Box's web app collapses a status card that has a list of entries, so that nobody sees its message.",
    fix: 'Authors: leave "entries" out, and return a card of its own for them.',
  },
  SKR_CARDS_STATUS_MISSING: {
    message: '{where} is {got}; it has to be {wanted}.',
    why: 'A status card shows its message; without one Box tells people that something went wrong.',
    fix: 'Authors: make the card with cards.status() and a "message".',
  },
  SKR_CARDS_KEY_UNKNOWN: {
    message: '{where} has the unknown key "{key}"{hint}.',
    why: 'Box refuses or ignores what it does not know, so a mistyped key would be lost without a word.',
    fix: 'Authors: remove the key. Known here: {known}.',
  },
  SKR_CARDS_VALUE_WRONG: {
    message: '{where} is {got}; it has to be {wanted}.',
    why: 'Box takes cards in one exact form.',
    fix: 'Authors: make the card with one of the builders, or correct this value.',
  },
  SKR_CARDS_TIME_WRONG: {
    message: '{where} is {got}; it has to be a number of seconds, 0 or more.',
    why: "Box's web app drops times that are not numbers. NaN and Infinity arrive here as null.",
    fix: 'Authors: convert the time with Number(), and leave the entry out of "appears" where it is not known.',
  },
  SKR_CARDS_TIME_ORDER: {
    message: '{where} is {end}, which is before its start at {start}.',
    why: 'A stretch of time ends after it starts.',
    fix: 'Authors: swap the two, or leave "end" out for a single moment.',
  },
  SKR_CARDS_TIME_BEYOND_DURATION: {
    message: '{where} is {time}, but the recording lasts {duration} seconds.',
    why: "Box's web app draws no time bar beyond the card's duration. A second is allowed for rounding.",
    fix: 'Authors: give times and duration in seconds, both of the same recording.',
  },
  SKR_CARDS_DURATION_MISSING: {
    message: '{where} has no "duration", but {entry} says when it appears.',
    why: "Box's web app draws time bars as parts of the duration, and without one it draws none.",
    fix: 'Authors: pass the length of the recording in seconds as "duration", or leave "appears" out.',
  },
  SKR_CARDS_DURATION_WRONG: {
    message: '{where} is {got}; it has to be a number of seconds above 0.',
    why: "Box's web app draws time bars as parts of the duration. NaN and Infinity arrive here as null.",
    fix: 'Authors: leave "duration" out where it is not known.',
  },
  SKR_CARDS_IMAGE_URL_WRONG: {
    message: '{where} is {got}; it has to be an address with http(s): or a picture as data:image/….',
    why: 'The browser of whoever looks at the file loads it, so other schemes and local paths are refused.',
    fix: 'Authors: pass bytes or a path as "image" to cards.timeline(), and the runner makes the picture.',
  },
  SKR_CARDS_IMAGE_URL_TOO_LONG: {
    message: '{where} has {length} characters; at most {limit} are taken.',
    why: 'The pictures are part of what is written to Box, and are shown at 45 by 45 pixels.',
    fix: 'Authors: pass the picture as "image" to cards.timeline(), and the runner makes a small one.',
  },
})
