import { defineErrors } from '../spec.ts'

/** Errors of one plugin's run on one file. */
export const runErrors = defineErrors({
  SKR_RUN_FAILED: {
    message: 'The plugin "{plugin}" failed: {detail}',
    why: 'The plugin threw something that is not a SkillError, so it is taken for a fault of the plugin.',
    fix: 'Look at the stack in the log. Authors: throw a SkillError for what can be expected, such as a damaged file.',
  },
  SKR_RUN_TIMED_OUT: {
    message: 'The plugin "{plugin}" was not done after {timeoutMs} ms and was stopped.',
    why: 'A run that takes longer than "timeoutMs" is asked to stop, and its thread is ended a second later.',
    fix: 'Raise "timeoutMs" of this plugin if the work is that long, or find out why it hangs.',
  },
  SKR_RUN_SETUP_TIMED_OUT: {
    message: 'The plugin "{plugin}" was not ready after {timeoutMs} ms.',
    why: 'Loading a plugin and its setup have to end within "setupTimeoutMs".',
    fix: 'Raise "setupTimeoutMs" of this plugin if it loads large models, or find out why its setup hangs.',
  },
  SKR_RUN_SETUP_FAILED: {
    message: 'The setup of the plugin "{plugin}" failed: {detail}',
    why: 'The setup runs once in each worker, before the first file; without it no file can be processed.',
    fix: 'Look at the stack in the log, and check the options and secrets of this plugin.',
  },
  SKR_RUN_STOPPED: {
    message: 'The run of the plugin "{plugin}" was stopped: {detail}',
    why: 'The result is no longer wanted.',
    fix: 'Nothing needs to be done.',
    retryable: true,
  },
  SKR_RUN_EXITED: {
    message: 'The plugin "{plugin}" ended its own thread or process.',
    why: 'Later files are worked on in the same thread or process, so a plugin must not call process.exit().',
    fix: 'Authors: throw a SkillError, or return, instead of leaving.',
  },
  SKR_RUN_CRASHED: {
    message: 'The plugin "{plugin}" crashed: {detail}',
    why: 'An error was thrown outside of the promise that run() returned, for example in a timer or an event.',
    fix: 'Authors: handle errors of streams, events and timers, so that run() rejects with them.',
  },
  SKR_RUN_OUT_OF_MEMORY: {
    message: 'The plugin "{plugin}" needed more than its {memoryMb} MB of memory.',
    why: 'Each worker has a limit of its own, "memoryMb", so that one plugin cannot take the memory of all.',
    fix: 'Raise "memoryMb" of this plugin, or lower "maxFileBytes" of its routes.',
  },
  SKR_RUN_PROCESS_LOST: {
    message: 'The runner ended {losses} times while it worked on this file.',
    why: 'A plugin can end the whole process and not only its thread, and would do so again with each start.',
    fix: 'Look at the log before each end. Try the file with `skill-runner run`, then use `skill-runner invocations retry`.',
  },
  SKR_RUN_NOT_PERMITTED: {
    message: 'The plugin "{plugin}" may not do what it tried: {denied}.',
    why: 'It runs under "isolation": "process", where a plugin reads itself and the file, and nothing else.',
    fix: 'If you trust it with that, grant it under "permissions" of this plugin: "readPaths", "writePaths", "addons", "childProcesses" or "workers".',
  },
  SKR_RUN_PROCESS_BROKEN: {
    message:
      'The process of the plugin "{plugin}" was ended, since it said what no honest plugin says: {detail}.',
    why: 'The runner believes a plugin under "isolation": "process" nothing but what its own side of the process would say.',
    fix: 'Look into the plugin, and take it out of the routes until you know what it does.',
  },
  SKR_RUN_PROCESS_NOT_STARTED: {
    message: 'No process could be started for the plugin "{plugin}": {detail}',
    why: 'A plugin under "isolation": "process" needs one, and the system refused it.',
    fix: 'Look at the limits of processes and memory of the user or container that the runner runs in. It is tried again.',
    retryable: true,
  },
  SKR_RUN_THREAD_LOST: {
    message: 'The thread of the plugin "{plugin}" was ended because of another run in it.',
    why: 'With "tasksPerThread" above 1 several runs share a thread, and one of them had to be stopped by force.',
    fix: 'The run is tried again. Set "tasksPerThread" to 1 if this happens often.',
    retryable: true,
  },
  SKR_RUN_RESULT_NOT_CARDS: {
    message: 'The plugin "{plugin}" returned {found} instead of a list of cards.',
    why: 'run() has to return an array of card drafts, or an empty array where nothing was found.',
    fix: 'Authors: return [cards.keyword({ … })] or [].',
  },
  SKR_RUN_RESULT_NOT_DATA: {
    message: 'The result of the plugin "{plugin}" is not plain data: {detail}',
    why: 'Cards cross from the worker as JSON, so they cannot hold cycles, BigInts, or getters that throw.',
    fix: 'Authors: build the cards from strings, numbers, arrays and plain objects.',
  },
  SKR_RUN_RESULT_TOO_LARGE: {
    message: 'The plugin "{plugin}" returned {size} bytes of cards; at most {limit} are taken.',
    why: 'Cards are read by people beside the file; a limit keeps a faulty plugin from filling the memory.',
    fix: 'Authors: return less. Operators: raise "maxOutputBytes" of this plugin.',
  },
})
