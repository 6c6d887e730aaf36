import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Detector, FindingType } from '../finding.ts'

const type: FindingType = {
  id: 'ip-address',
  kind: 'ip',
  risk: 'low',
  one: 'IP address',
  many: 'IP addresses',
}

/** Addresses of nobody in particular: private, local, reserved and for documentation, of RFC 6890. */
const nobodys = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  nobodys.addSubnet(net, bits, 'ipv4')
}
for (const [net, bits] of [
  ['::', 96],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  nobodys.addSubnet(net, bits, 'ipv6')
}

const four =
  /(?<![\w.:@/-])(?<!\b(?:v|version|step|section|chapter|release)[ :]?)\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/gi
const six = /(?<![\w:.])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/gi

/** Public IP addresses; a figure in four parts after the word "version" is none. */
export function ipAddressDetector(): Detector {
  return {
    find({ text }, report) {
      for (const [pattern, family] of [
        [four, 'ipv4'],
        [six, 'ipv6'],
      ] as const) {
        for (const { 0: value, index: start } of text.matchAll(pattern)) {
          if (!(family === 'ipv4' ? isIPv4(value) : isIPv6(value)) || nobodys.check(value, family)) continue
          const masked =
            family === 'ipv4'
              ? `${value.split('.').slice(0, 2).join('.')}.•••.•••`
              : `${value.split(':')[0]}:••••`
          report.found({ type, start, end: start + value.length, value: value.toLowerCase(), masked })
        }
      }
    },
  }
}
