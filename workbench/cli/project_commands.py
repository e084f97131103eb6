"""Commands about the project file: what is in it, whether it is sound, backups, and rescue."""

from pathlib import Path

from workbench.cli.call import DONE, PROBLEMS, Call, Command
from workbench.cli.output import size
from workbench.domain.errors import ProjectMissingError
from workbench.store.backup import back_up, backups, newest_backup, restore
from workbench.store.project import Project
from workbench.store.rescue import rescue
from workbench.store.verify import verify


def project(call: Call) -> int:
    """`project`: its own commands."""
    actions: dict[str, Command] = {
        "info": info,
        "verify": verify_file,
        "backup": backup,
        "restore": restore_backup,
        "rescue": rescue_rows,
    }
    return actions[call.args.action](call)


def info(call: Call) -> int:
    """`project info`: what is in it and how large it is."""
    with Project(call.project) as opened:
        tasks, runs = opened.tasks.summaries(), opened.runs.summaries()
        drafts = opened.drafts.summaries()
    saved = backups(call.project)
    told: dict[str, object] = {
        "project": str(call.project.absolute()),
        "bytes": call.project.stat().st_size,
        "tasks": len(tasks),
        "instances": sum(task.instances for task in tasks),
        "runs": len(runs),
        "completions": sum(run.answered for run in runs),
        "drafts": len(drafts),
        "backups": len(saved),
        "newest_backup": str(saved[0].absolute()) if saved else None,
    }
    if call.output.as_json:
        call.output.document(told)
        return DONE
    told["bytes"] = size(call.project.stat().st_size)
    for name, value in told.items():
        call.output.say(f"{name.replace('_', ' '):<14}{value if value is not None else 'none'}")
    return DONE


def verify_file(call: Call) -> int:
    """`project verify`: look the whole file through."""
    faults = verify(call.project)
    if call.output.as_json:
        call.output.document({"project": str(call.project.absolute()), "sound": not faults, "faults": faults})
    elif faults:
        for fault in faults:
            call.output.say(fault)
        call.output.say(f"damaged; restore a backup: {call.line('project', 'restore')}")
    else:
        call.output.say("sound")
    return PROBLEMS if faults else DONE


def backup(call: Call) -> int:
    """`project backup`: save a dated copy."""
    made = back_up(call.project)
    if call.output.as_json:
        call.output.document({"backup": str(made.absolute()), "bytes": made.stat().st_size})
    else:
        call.output.say(f"saved {made} ({size(made.stat().st_size)})")
    return DONE


def restore_backup(call: Call) -> int:
    """`project restore`: put a backup in the project's place; what stood there is kept aside."""
    chosen: Path | None = call.args.backup or newest_backup(call.project)
    if chosen is None:
        raise ProjectMissingError(f"{call.project} has no backup. Rescue what can be read instead.")
    aside = restore(call.project, chosen)
    if call.output.as_json:
        kept = str(aside.absolute()) if aside is not None else None
        call.output.document(
            {"project": str(call.project.absolute()), "backup": str(chosen.absolute()), "aside": kept}
        )
        return DONE
    call.output.say(f"restored {chosen}")
    if aside is not None:
        call.output.say(f"what stood there is now {aside}")
    return DONE


def rescue_rows(call: Call) -> int:
    """`project rescue`: write what can be read to files."""
    rescued = rescue(call.project, call.args.to)
    if call.output.as_json:
        call.output.listing(
            {
                "name": part.name,
                "file": str(part.file) if part.file is not None else None,
                "saved": part.saved,
                "lost": part.lost,
            }
            for part in rescued
        )
    else:
        call.output.table(
            ("saved", "lost", "what", "file"),
            [(part.saved, "?" if part.lost is None else part.lost, part.name, part.file) for part in rescued],
            right=("saved", "lost"),
        )
    return PROBLEMS if any(part.lost is None or part.lost for part in rescued) else DONE


COMMANDS: dict[str, Command] = {"project": project}
