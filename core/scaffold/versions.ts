/** What a new plugin is built and tested with: the versions that this project itself uses, which a test holds together. */
export const toolVersions = {
  '@types/node': '20.19.43',
  tsx: '4.23.15',
  typescript: '6.0.3',
  vitest: '4.1.12',
} as const
