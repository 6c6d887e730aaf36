import type { FindingType } from '../finding.ts'

/** A key or token that is known by its beginning. */
export interface TokenForm {
  readonly type: FindingType
  /** Without what may stand around it. */
  readonly pattern: RegExp
  /** The beginning that may be shown. */
  readonly prefix: RegExp
}

/** A type of secret, of which one leak is enough. `many` adds an s where it is left out. */
export function secretType(id: string, one: string, many = `${one}s`): FindingType {
  return { id, kind: 'secret', risk: 'high', one, many }
}

function form(id: string, one: string, pattern: RegExp, prefix: RegExp): TokenForm {
  return { type: secretType(id, one), pattern, prefix }
}

/** As the services document them, or issue them today. No pattern repeats what can match in two ways. */
export const tokenForms: readonly TokenForm[] = [
  form('aws-key', 'AWS access key', /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}/, /^.{4}/),
  form('google-key', 'Google API key', /AIza[\w-]{35}/, /^.{4}/),
  form('google-secret', 'Google OAuth secret', /GOCSPX-[\w-]{28}/, /^.{7}/),
  form('google-token', 'Google access token', /ya29\.[\w-]{40,400}/, /^.{5}/),
  form('azure-secret', 'Azure client secret', /[\w.~]{3}\dQ~[\w.~-]{31,34}/, /^$/),
  form(
    'azure-key',
    'Azure account key',
    /(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{43,86}={1,2}/,
    /^\w+=/,
  ),
  form('azure-sas', 'Azure shared access signature', /(?<=[?&])sig=[A-Za-z0-9%/+]{40,64}(?:%3D|=)/, /^sig=/),
  form(
    'github-token',
    'GitHub token',
    /gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/,
    /^gh._|^github_pat_/,
  ),
  form('gitlab-token', 'GitLab token', /gl(?:pat|dt|rt|soat|cbt|ptt|ft|agent)-[\w.-]{20,64}/, /^[a-z]+-/),
  form(
    'slack-token',
    'Slack token',
    /xox[abeoprs](?:-[\w]{8,64}){2,4}|xapp-\d-[A-Z0-9]{8,12}-\d{10,14}-[a-f0-9]{64}/,
    /^x...-/,
  ),
  form(
    'slack-webhook',
    'Slack webhook',
    /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{6,12}\/[A-Z0-9]{6,14}\/[A-Za-z0-9]{20,32}/,
    /^https:\/\/hooks\.slack\.com\//,
  ),
  form(
    'stripe-key',
    'Stripe key',
    /(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,247}|whsec_[A-Za-z0-9+/]{32,64}/,
    /^(?:.k_[a-z]{4}_|whsec_)/,
  ),
  form('npm-token', 'npm token', /npm_[A-Za-z0-9]{36}/, /^npm_/),
  form('pypi-token', 'PyPI token', /pypi-AgE[\w-]{50,250}/, /^pypi-/),
  form('sendgrid-key', 'SendGrid key', /SG\.[\w-]{20,24}\.[\w-]{39,50}/, /^SG\./),
  form('digitalocean-token', 'DigitalOcean token', /do[opr]_v1_[a-f0-9]{64}/, /^..._v1_/),
  form('hugging-face-token', 'Hugging Face token', /hf_[A-Za-z]{34}/, /^hf_/),
  form('shopify-token', 'Shopify token', /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/, /^shp.._/),
  form('atlassian-token', 'Atlassian token', /ATATT3[\w=-]{50,250}/, /^ATATT3/),
  form('vault-token', 'Vault token', /hvs\.[\w-]{24,200}/, /^hvs\./),
  form('databricks-token', 'Databricks token', /dapi[a-f0-9]{32}/, /^dapi/),
  form('docker-token', 'Docker token', /dckr_(?:pat|oat)_[\w-]{27,40}/, /^dckr_..._/),
  form('telegram-token', 'Telegram bot token', /\d{8,10}:AA[\w-]{33}/, /^$/),
  form('model-api-key', 'API key', /sk-(?:proj|svcacct|admin|ant-[a-z]{3}\d\d)-[\w-]{32,200}/, /^sk-[a-z]+-/),
  form('postman-key', 'Postman key', /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/, /^PMAK-/),
]
