import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { registry } from '../../core/errors/registry.ts'
import { root, textOf } from './blocks.ts'

const entry = join(root, 'core/plugin.ts')
const program = ts.createProgram([entry], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  types: ['node'],
  allowImportingTsExtensions: true,
  noEmit: true,
})
const checker = program.getTypeChecker()
const module = checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile) as ts.Symbol
const reference = textOf('docs/plugin-reference.md')
const exported = checker.getExportsOfModule(module).map((symbol) => ({
  name: symbol.name,
  declared: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
}))

/** Members that are declared here, and not those that come with a text or a list; and the words of a choice of texts. */
function membersOf(symbol: ts.Symbol): readonly string[] {
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  if (type.isUnion()) return type.types.flatMap((one) => (one.isStringLiteral() ? [one.value] : []))
  return type
    .getProperties()
    .filter(({ declarations = [] }) =>
      declarations.some((one) => one.getSourceFile().fileName.includes('/core/')),
    )
    .map(({ name }) => name)
}

const wanted = exported.flatMap(({ name, declared }) => [
  name,
  ...membersOf(declared).map((member) => `${name}.${member}`),
])

test('the contract was read', () => {
  expect(wanted).toEqual(
    expect.arrayContaining([
      'definePlugin',
      'PluginDefinition.run',
      'SkillFile.downloadUrl',
      'CardBuilders.rows',
    ]),
  )
})

test.each(wanted)('the reference names %s', (path) => {
  const name = path.split('.').at(-1) as string
  // In backticks, alone or with what belongs to it: `run(context)`, `file.text()`.
  expect(reference).toMatch(new RegExp(`\`[^\`\\n]*(?<![\\w$])${name}(?![\\w$])[^\`\\n]*\``))
})

test('every error that a plugin may meet at run time is in the reference', () => {
  const codes = Object.keys(registry).filter((code) => /^SKR_(RUN|FILE)_/.test(code))
  const missing = codes.filter((code) => !reference.includes(code))
  expect(missing).toEqual([])
})
