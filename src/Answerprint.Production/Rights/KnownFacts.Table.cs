namespace Answerprint.Production.Rights;

/// <summary>The table of the dictionary: name | kind (yes, number, word, list) or the words that it can be | who gives it | meaning.</summary>
public static partial class KnownFacts
{
    private const string Lines = """
        approval.contact_sheet | yes | Book | A named person has signed the sheet of before and after pictures of these very bytes
        approval.director | yes | Book | The director has approved these very bytes
        approval.human | yes | Book | A named person has approved these very bytes
        approval.outside_step | yes | Book | Legal has approved a step made elsewhere of which nobody says what it learnt from
        attest.not_cast | yes | Book | A named person confirms that the person in the changed part is crew and not cast
        consent.counsel | yes | People | A lawyer stood by the performer when the consent was given
        consent.crew_separate | yes | People | The crew member who is scanned agreed to it in a paper of its own
        consent.estate | yes | People | Whoever holds the rights of the deceased performer has agreed
        consent.exists | yes | Book | Every performer concerned has agreed to this class of change
        consent.project | this other | People | The project that the consent names
        consent.revoked | yes | Book | A performer concerned has taken back all leave and has not agreed to this anew
        consent.separate_signature | yes | Book | The consents were signed apart from the contract of employment
        consent.setting | yes | Book | The performer has agreed to the setting in which they would appear
        consent.specific_description | yes | Book | The consents say what will be done
        consent.union | yes | People | A union negotiated the terms under which the consent was given
        consult.director | yes | People | The director was consulted before the tool was used on this
        contest.open | yes | Book | Somebody objects and nobody has answered
        data.licensed_to_third_party_training | yes | People | This production's material is licensed to others to train models on
        dataset.consent_table_complete | yes | People | For everybody who can be recognised in the training material it is written down what they agreed to
        dataset.has_scripts | yes | People | Scripts are among what the model learnt from
        dataset.script_licence | yes | People | There is a licence for the scripts that the model learnt from
        disclosed.at_engagement | yes | People | The director was told in the talks about the engagement whether and how such tools are used
        disclosed.to_writer | yes | People | The writer was told that the text handed over came from a machine
        employer.policy_given | yes | People | Whoever does the work was given the employer's policy on such tools
        grant.alter | yes | Book | Every plate may be altered for this title, in its territories, today: there is a grant that says so. At delivery: that grant has not been withdrawn since
        grant.benchmark | yes | Book | Every plate may be measured on, for this title, in its territories, today
        grant.deliver | yes | Book | Every plate may be handed back altered, for this title, in its territories, today: there is a grant that says so
        grant.kept | yes | Book | Footage is used under grants in this show: it says so, or somebody has given one
        grant.model | yes | Book | Each model that somebody gave leave for may be used for this, today
        grant.train | yes | Book | Every plate may be learnt from: there is a grant that says so
        grant.view | yes | Book | Every plate may be shown, for this title, in its territories, today
        hpf.tier | number | People | The tier that the title claims under Human Provenance in Film: 1 none, 2 assisting, 3 made content in the final
        input.has_mark | yes | People | The plate came with a mark of provenance
        label.conspicuous | yes | People | The advertisement says plainly that a performer in it is synthetic
        label.disclosed | yes | People | The audience is told that this was made to look like something real
        mark.latent | yes | Book | The delivered file bears a hidden mark of its origin
        mark.signed_metadata | yes | Book | The delivered file bears signed and dated metadata of its origin
        mark.watermark | yes | Book | The delivered pictures bear a watermark that nobody sees
        model.ab2013_doc | yes | People | The documents on training data that California asks for are public
        model.data_licence | word | Book | The licence of what the model learnt from, as its maker names it
        model.data_receipt | yes | Work | The model has a receipt that names what it learnt from
        model.dataset_licence_conflict | yes | People | The model's licence promises more than that of the material it learnt from
        model.eu_summary | yes | People | The public summary of training content that the EU asks for is there
        model.gpai | yes | People | The model serves general purposes, in the words of the EU's act
        model.released_publicly | yes | People | The model is offered to the public
        model.trained_on_dailies | yes | People | The model learnt from dailies of a production
        model.trained_on_performer | yes | People | The model learnt from pictures of a performer
        model.used_outside_scope | yes | People | The model is used on another title, or for another purpose, than it was made for
        model.weights_licence | word | Book | The licence of the weights, as their maker names it
        notice.dga_training | yes | People | The directors' guild was told of the licence to train
        notice.hours | number | People | Hours between the notice to the performer and the services for a replica
        notice.third_party_training | yes | People | The performers' union was told of the licence to train
        output.keeps_mark | yes | People | The mark of the plate is in the delivered file as well
        performer.background | yes | People | The performer concerned is a background actor
        performer.deceased | yes | People | The performer concerned is dead
        performer.minor | yes | People | The performer concerned is under age
        pipeline.has_unattested_step | yes | People | A step of the chain, at whatever vendor, has nobody who attests to it
        production.ad_for_expressive_work | yes | People | The advertisement is for a film, a series or another work of expression, and the performer is used as in the work
        production.client | word | People | Who commissions the title: netflix
        production.commercial | yes | People | The title is made for money
        production.e_and_o | yes | People | The title is to be insured against errors and omissions
        production.oscar_route | yes | People | The title is to be eligible for the Academy's awards
        production.signatory | list | People | The agreements that the production has signed: SAG-AFTRA, DGA, WGA, IATSE
        production.strike_active | yes | People | The union concerned is on strike
        production.territory | list | People | Whose law counts: US-CA, US-NY, EU, UK
        production.type | fiction documentary advertisement news | People | What sort of title it is
        proof.mask_confinement | yes | Book | The inspector found that nothing changed outside the work matte
        proof.performance_lock | yes | Book | The inspector found that people stand as they were filmed
        provider.monthly_users | number | People | People a month who use the system that made it
        register.ai_usage | yes | Book | The register of uses is in the package that goes out
        scan.business_reason | yes | People | There is a reason in writing why the performer is scanned
        script.dated_after_performance | yes | People | The script that the change relies on is younger than the performance
        storage.encrypted_access_logged | yes | People | The replica's data lie encrypted, and each access is logged
        tool.code_licence | word | Book | The licence of the tool's code, as its maker names it
        tool.generative | yes | Work | Trained weights make pixels, as opposed to real ones moved, held or coloured
        tool.hosting | local private_cloud public_cloud | Work | Where the tool runs
        tool.is_model | yes | Work | Trained weights decide pixels
        tool.outside | yes | Book | The work was made elsewhere, by a program that is not ours
        tool.retains_inputs | yes | People | The tool keeps what it is given
        tool.training_data | declared undeclared none | Book | What is said of what a tool elsewhere learnt from
        tool.trains_on_inputs | yes | People | The tool learns from what it is given
        train.people_masked | yes | Book | People are masked out of everything that the model sees, learns and returns
        use.changed_regions_to_be_seen | yes | Work | The changed parts are to be seen by a named person: so it is with every final
        use.could_mislead_as_fact | yes | People | Somebody could take the picture for a real event or statement
        use.creates_replica | yes | People | A digital replica of a performer is made
        use.cut_freezes | yes | Work | The cut itself orders a freeze
        use.deepfake | yes | People | It looks like existing people, places or events and would be taken for real
        use.gives_ai_text_to_writer | yes | People | A writer is handed text that a machine wrote
        use.longest_hold | number | Work | The longest run of one real frame beyond its first showing, in frames
        use.lowers_background_count | yes | People | Copies of background actors keep the day's count below what the agreement asks for
        use.makes_pixels | yes | Work | Frames, angles or pixels are made
        use.op | word | Work | What is done: missing_frames, hold, extend, missing_angle, cleanup, relight, bg_replace, reframe, repair, retime, learn
        use.people_in_changed_region | none_attested people unknown | Work | Whether people are where pixels change
        use.people_in_made_region | none_attested people unknown | Work | Whether people are where pixels are made
        use.performer_change | none appearance_exempt performance likeness new_performance | People | What happens to a performer: nothing; a change that the agreements exempt; their acting; their likeness; acting that nobody did
        use.performer_class | P0 P1 P2 P3 P4 P5 N R X | Work | The class of the change to people's pixels
        use.personal_data | yes | People | Personal data go into the tool
        use.prominence | incidental story_relevant key | People | What part the thing plays in the picture
        use.public_figure | yes | People | A person of public life can be recognised in what is made
        use.purpose | final temp | Work | Whether it is for the finished title
        use.replica | yes | People | A digital replica of a performer is used
        use.scans_crew | yes | People | A member of the crew is scanned
        use.setting | same neutral brand political sexual violent medical undescribed | Work | The new setting that people are shown in
        use.stage | alter train deliver | Work | Before the work, before a model learns, before something leaves
        use.synthesises_content | yes | Work | Content that nobody filmed comes into the picture
        use.synthetic_performer | yes | People | A performer is shown who does not exist
        use.third_party_ip_reference | yes | People | It is made after something that belongs to others
        use.touches_performer | yes | Work | People are, or may be, where pixels change
        use.unreleased_assets | yes | People | Pictures that are not published go into the tool
        vendor.tpn_shield | yes | People | Where the work is done there is a valid status of the Trusted Partner Network
        work.consultation_held | yes | People | The consultation that the union asked for was held
        work.consultation_requested | yes | People | The union has asked to be consulted about the tools
        work.prompts_displace | yes | People | An employee must write instructions for a machine that takes the place of a covered employee
        worker.covered_by_local | yes | People | Whoever does the work is covered by the local union of the craft
        """;
}
