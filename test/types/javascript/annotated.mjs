// A plugin in plain JavaScript that is typed by a comment, without definePlugin.

/** @type {import('box-skill-runner/plugin').Plugin} */
const plugin = {
  name: 'annotated',
  version: '1.0.0',
  apiVersion: 1,
  extensions: ['txt'],
  async run({ file, cards }) {
    // @ts-expect-error A file has no such property.
    file.token
    return [cards.keyword({ title: 'Words', entries: (await file.text()).split(/\s+/) })]
  },
}

export default plugin
