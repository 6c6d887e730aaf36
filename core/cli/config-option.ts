import { Option } from 'commander'

/** The option that every command has which reads the config. */
export function configOption(): Option {
  return new Option('-c, --config <file>', 'the config file').default('skill.config.json')
}
