"""The names under which the descriptions of the API have sets of codes.

Clients are made from it, so a name stays what it is, whatever other set a field of the
same name brings one day.
"""

AXES = "recommendations.models.axes.Axes"
LANGUAGES = [("en", "English"), ("cy", "Welsh")]

NAMES = {
    "AcceptanceEnum": f"{AXES}.Acceptance",
    "AliasKindEnum": "authorities.models.Alias.Kind",
    "AuthorityKindEnum": "authorities.models.Authority.Kind",
    "BoardActEnum": "inspectorate.concerns.models.BoardDecision.Act",
    "BoardKindEnum": "inspectorate.concerns.models.Board.Kind",
    "ChangeEnum": "inspectorate.inspections.models.Finding.Change",
    "ChangeKindEnum": "inspectorate.opendata.models.Change.Kind",
    "ClassificationEnum": "inspectorate.inspections.models.Finding.Classification",
    "ClosedReasonEnum": f"{AXES}.ClosedReason",
    "ConcernActEnum": "inspectorate.concerns.models.levels.Act",
    "ConfirmedEnum": "inspectorate.api.casework.verifications.CONFIRMED",
    "DirectionEnum": "inspectorate.measures.models.Measure.Direction",
    "EvidenceKindEnum": "inspectorate.inspections.models.Evidence.Kind",
    "DutyKindEnum": "inspectorate.concerns.models.Duty.Kind",
    "FormEnum": "inspectorate.reports.models.EditionForm.Form",
    "FrameworkLanguagesEnum": "inspectorate.frameworks.models.Framework.Languages",
    "InspectionKindEnum": "inspectorate.inspections.models.Inspection.Kind",
    "InspectionOutcomeEnum": "inspectorate.opendata.tables.inspections.Outcome",
    "LanguageEnum": LANGUAGES,
    "LevelEnum": "inspectorate.concerns.models.levels.Level",
    "LifecycleEnum": f"{AXES}.Lifecycle",
    "MinistersStepEnum": "inspectorate.concerns.models.stages.Step",
    "OfficeEnum": "authorities.models.OfficeHolder.Office",
    "OwnerRoleEnum": "recommendations.models.Recommendation.OwnerRole",
    "PolarityEnum": "inspectorate.frameworks.models.ScalePoint.Polarity",
    "ProgressEnum": f"{AXES}.Progress",
    "ProgrammeSaidEnum": "inspectorate.opendata.tables.programme.SAID",
    "ReadingStatusEnum": "inspectorate.measures.models.checked.Status",
    "RegisterKindEnum": "inspectorate.reports.models.RegisterEntry.Kind",
    "ScaleKindEnum": "inspectorate.frameworks.models.Scale.Kind",
    "StageEnum": "inspectorate.concerns.models.stages.Stage",
    "TimescaleEnum": "recommendations.models.Recommendation.Timescale",
    "VerificationEnum": f"{AXES}.Verification",
}
