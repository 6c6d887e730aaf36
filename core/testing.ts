export type { CardWrite } from './sandbox/cards.ts'
export type { ContentSource } from './sandbox/content.ts'
export type { DeliveryAttempt, Redelivery } from './sandbox/deliver.ts'
export type { EventForm, EventType, SandboxKeys, SandboxSkill, SkillEvent } from './sandbox/events.ts'
export type {
  ActiveFault,
  Fault,
  FaultEffect,
  FaultRequest,
  FaultScope,
  Faults,
  RequestKind,
} from './sandbox/faults.ts'
export type { SandboxInvocation } from './sandbox/invocations.ts'
export type { FileChangeKind, SandboxFile } from './sandbox/operations.ts'
export type { RepresentationSetting, RepresentationState } from './sandbox/representations.ts'
export type { RequestRecord } from './sandbox/request-log.ts'
export type {
  FiredFile,
  NewVersionRequest,
  Sandbox,
  SandboxChange,
  SandboxFolder,
  SandboxOptions,
  UploadRequest,
} from './sandbox/sandbox.ts'
export { startSandbox } from './sandbox/start.ts'
export type { TokenKind } from './sandbox/tokens.ts'
export type { CardStatus, Usage } from './sandbox/validate.ts'
export type { CardsWanted } from './sandbox/wait-for-cards.ts'
export { type DescribePluginSettings, describePlugin } from './testing/describe-plugin.ts'
export type { PluginFixture } from './testing/fixture.ts'
export type { OptionsGiven } from './testing/options-given.ts'
export type {
  PluginFailure,
  PluginLogLine,
  PluginProgress,
  PluginRun,
  PluginSuccess,
} from './testing/plugin-run.ts'
export { PluginTestError, type PluginTestProblem } from './testing/plugin-test-error.ts'
export { type RunPluginSettings, runPlugin } from './testing/run-plugin.ts'
export type { NamedContent, NamedPath, TestFile, TestRepresentations } from './testing/test-file.ts'
export type { GivenTestFunctions } from './testing/test-functions.ts'
